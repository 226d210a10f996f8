package io.tachograph.collectors.source.loki;

import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines to Loki, batch by batch, on a thread of its own. What Loki does not take now is tried again, later and later;
 * what it will never take is counted and left out. Thread-safe.
 */
public final class LokiForwarder implements AutoCloseable {
    private static final long BATCH_BYTES = 1 << 20;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_TOLD = Duration.ofHours(1);
    private static final Duration LAST_PUSHES = Duration.ofSeconds(3);

    private final LokiSender sender;
    private final LineQueue queue;
    private final Waiting waiting;
    private final Thread thread;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    private volatile @Nullable SourceException complaint;

    /** How time passes between two tries. */
    @FunctionalInterface
    interface Waiting {
        void sleep(Duration pause) throws InterruptedException;
    }

    /** @param settings whose {@link LokiSettings#isWanted} */
    public LokiForwarder(LokiSettings settings, SourceContext.Environment environment) {
        this(settings, environment, pause -> Thread.sleep(pause.toMillis()));
    }

    LokiForwarder(LokiSettings settings, SourceContext.Environment environment, Waiting waiting) {
        sender = new LokiSender(Objects.requireNonNull(settings.url()), settings, environment);
        queue = new LineQueue((long) settings.queueMib() << 20);
        this.waiting = waiting;
        thread = new Thread(this::run, "tachograph-loki");
        thread.setDaemon(true);
    }

    /** Takes a line, at the expense of the oldest where there is no room. */
    public void take(LogLine line) {
        queue.add(line);
        if (begun.compareAndSet(false, true)) {
            thread.start();
        }
    }

    /** Tries whether Loki takes anything, with a push of no lines. */
    public void check() throws SourceException {
        try {
            LokiSender.Outcome outcome = sender.push(List.of());
            // Some versions find no lines too few, and would take some.
            if (outcome.complaint() != null && outcome.again()) {
                throw outcome.complaint();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (List<LogLine> batch = queue.take(BATCH_BYTES); !batch.isEmpty(); batch = queue.take(BATCH_BYTES)) {
                held.set(batch.size());
                push(batch);
                held.set(0);
            }
        } catch (InterruptedException e) {
            // Closed: what is left is lost, as is said.
        }
    }

    private void push(List<LogLine> batch) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            LokiSender.Outcome outcome = sender.push(batch);
            complaint = outcome.complaint();
            if (outcome.complaint() == null) {
                sent.addAndGet(batch.size());
                return;
            }
            if (!outcome.again()) {
                refused.addAndGet(batch.size());
                return;
            }
            if (queue.isEnded()) {
                throw new InterruptedException("closed while Loki takes nothing");
            }
            Long told = outcome.afterMillis();
            waiting.sleep(told == null ? pause : shorter(Duration.ofMillis(told), LONGEST_TOLD));
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** What Loki said to the last push, null when it took the lines. */
    public @Nullable SourceException complaint() {
        return complaint;
    }

    /** Lines that came and were not sent, by reason. */
    public Map<String, Long> leftOut() {
        return Map.of("log_line_queue_full", queue.dropped(), "log_line_refused", refused.get());
    }

    /** What became of the lines, for people. */
    public String details() {
        return "Loki: " + sent + " lines sent, " + (held.get() + queue.size()) + " waiting, "
                + (queue.dropped() + refused.get()) + " lost";
    }

    /** Sends what waits, for three seconds at most; nothing where Loki takes nothing. */
    @Override
    public void close() {
        queue.end();
        try {
            if (complaint == null) {
                thread.join(LAST_PUSHES.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
