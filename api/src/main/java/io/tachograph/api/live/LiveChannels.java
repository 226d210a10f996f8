package io.tachograph.api.live;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.live.LiveResults;
import io.tachograph.live.LiveSelection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All channels, and the one thread that feeds them: what is new at once, and every {@value #HEARTBEAT_SECONDS} seconds a
 * heartbeat, when those whose key no longer counts are ended. After it has told something it waits four times as long as
 * that took, so that what comes meanwhile is told together and telling takes a fifth of a core at most. Thread-safe.
 */
public final class LiveChannels implements AutoCloseable {
    static final int HEARTBEAT_SECONDS = 15;
    private static final Logger LOG = LoggerFactory.getLogger(LiveChannels.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST_LISTENERS = 5_000;
    private static final int MOST_CHANNELS = 200;

    private final LiveResults results;
    private final PrometheusRegistry registry;
    private final GaugeWithCallback listening;
    private final Counter cutOff;
    private final Map<LiveSelection, LiveChannel> channels = new HashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "api-live"));
    private int listeners;
    private long told;

    /** Begins to feed; there is nobody yet. */
    public LiveChannels(LiveResults results, PrometheusRegistry registry) {
        this.results = results;
        this.registry = registry;
        this.listening = GaugeWithCallback.builder()
                .name("tachograph_api_live_listeners")
                .help("Open connections of the live stream.")
                .callback(gauge -> gauge.call(listeners()))
                .register(registry);
        this.cutOff = Counter.builder()
                .name("tachograph_api_live_cut_off")
                .help("Listeners that were cut off because they read too slowly.")
                .register(registry);
        Future<?> unusedTelling = thread.schedule(this::tellAgainAndAgain, LOOK_NANOS, TimeUnit.NANOSECONDS);
        Future<?> unusedBeating = thread.scheduleWithFixedDelay(
                () -> guarded(this::beat), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Lets a listener in until its end.
     *
     * @return false when there are too many, or too many different questions
     */
    boolean join(LiveListener listener, LiveQuestion question) {
        LiveChannel channel;
        synchronized (this) {
            LiveChannel known = channels.get(question.selection());
            if (listeners >= MOST_LISTENERS || (known == null && channels.size() >= MOST_CHANNELS)) {
                return false;
            }
            channel = known != null ? known : new LiveChannel(results, question.selection());
            channels.put(question.selection(), channel);
            channel.expect();
            listeners++;
            CompletableFuture<Void> unused =
                    listener.end().whenComplete((done, failure) -> leave(listener, question.selection()));
        }
        channel.join(listener, question);
        return true;
    }

    private synchronized void leave(LiveListener listener, LiveSelection selection) {
        listeners--;
        LiveChannel channel = channels.get(selection);
        if (channel != null) {
            channel.leave(listener);
        }
    }

    private synchronized int listeners() {
        return listeners;
    }

    private synchronized List<LiveChannel> withListeners() {
        channels.values().removeIf(LiveChannel::isEmpty);
        return List.copyOf(channels.values());
    }

    private void tellAgainAndAgain() {
        long begin = System.nanoTime();
        guarded(this::tell);
        long took = System.nanoTime() - begin;
        Future<?> unused =
                thread.schedule(this::tellAgainAndAgain, Math.max(LOOK_NANOS, 4 * took), TimeUnit.NANOSECONDS);
    }

    private void tell() {
        long read = results.read();
        if (read != told) {
            told = read;
            withListeners().forEach(channel -> cutOff.inc(channel.tell()));
        }
    }

    /** Sends a heartbeat to everybody who still may listen. */
    void beat() {
        withListeners().forEach(channel -> {
            channel.checkListeners();
            cutOff.inc(channel.send(EventText.heartbeat()));
        });
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // Thrown out of here it would be the last time.
            LOG.error("An update of the live stream failed; the stream continues.", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        registry.unregister(listening);
        registry.unregister(cutOff);
    }
}
