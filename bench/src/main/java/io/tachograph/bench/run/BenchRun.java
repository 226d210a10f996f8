package io.tachograph.bench.run;

import io.tachograph.bench.record.Live;
import io.tachograph.bench.record.Phase;
import io.tachograph.bench.record.Recorded;
import io.tachograph.bench.record.RecorderConfig;
import io.tachograph.bench.record.RunRecorder;
import io.tachograph.bench.result.RunResult;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.Provenance;
import io.tachograph.client.endpoint.Target;
import io.tachograph.client.http.HttpClient;
import io.tachograph.client.load.EndReason;
import io.tachograph.client.load.Limits;
import io.tachograph.client.load.LoadCounters;
import io.tachograph.client.load.LoadGenerator;
import io.tachograph.client.load.LoadListener;
import io.tachograph.client.load.LoadPlan;
import io.tachograph.client.load.Pacer;
import io.tachograph.schemas.avro.Origin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that is going on. Belongs to one thread, but for {@link #stop}, {@link #cancel} and the figures of the moment.
 */
public final class BenchRun implements AutoCloseable {
    private static final Duration READY = Duration.ofMillis(20);
    private static final Logger LOG = LoggerFactory.getLogger(BenchRun.class);

    private final BenchPlan plan;
    private final Target target;
    private final Instant startedAt = Instant.now();
    private final Pacer pacer;
    private final OwnHealth health;
    private final @Nullable ServerSide server;
    private final RunRecorder recorder;
    private final LoadGenerator generator;
    private final MeasuredPart measuredPart;
    private volatile boolean cancelled;
    /** Nobody takes in any more what is still outstanding. */
    private volatile boolean finishing;

    private BenchRun(BenchPlan plan, HttpClient client, Target target, @Nullable ServerSide serverSide)
            throws IOException {
        this.plan = plan;
        this.target = target;
        health = new OwnHealth(
                client.loops(), () -> client.counters().stamps(), plan.load().pacing(), plan.health());
        if (MeasuredPart.isWholeRun(plan.load().phases())) {
            health.begin();
        }
        // Ahead by what it takes to get ready, so that the first requests are not late.
        long startNanos = System.nanoTime() + READY.toNanos();
        try {
            recorder = RunRecorder.start(recorderConfig(), startNanos);
        } catch (IOException | RuntimeException e) {
            health.close();
            throw e;
        }
        // Only now: a file that cannot be opened leaves no thread behind.
        pacer = Pacer.start("tachograph-pacer");
        server = serverSide;
        generator = LoadGenerator.startAt(
                startNanos,
                new LoadPlan(
                        plan.load().arrivals(),
                        plan.load().limits(),
                        plan.options(),
                        new Provenance(
                                Origin.LOAD,
                                plan.identity().agent(),
                                plan.identity().runId()),
                        plan.load().cancellation()),
                target,
                plan.load().workload(),
                pacer,
                new Listener());
        measuredPart = MeasuredPart.await(
                plan.load().phases(), startNanos, () -> generator.counters().arrived(), this::beginMeasuredPart);
    }

    private RecorderConfig recorderConfig() {
        Recording recording = plan.recording();
        return RecorderConfig.builder(plan.load().phases())
                .slo(recording.slo())
                .output(recording.output())
                .tokenCounter(recording.tokenCounter())
                .clientBound(health::clientBound)
                .publish(recording.publish())
                .build();
    }

    /**
     * Begins at once.
     *
     * @param client connections for the target, as the plan wants them
     * @param target made with that client
     * @param serverSide begun and ended by the run; null when the server is not asked
     * @throws IOException in one sentence that names the file, when one cannot be opened
     */
    public static BenchRun start(BenchPlan plan, HttpClient client, Target target, @Nullable ServerSide serverSide)
            throws IOException, InterruptedException {
        try {
            if (serverSide != null && MeasuredPart.isWholeRun(plan.load().phases())) {
                serverSide.begin(() -> 0);
            }
            return new BenchRun(plan, client, target, serverSide);
        } catch (IOException | RuntimeException e) {
            if (serverSide != null) {
                serverSide.close();
            }
            throw e;
        }
    }

    private void beginMeasuredPart() {
        health.begin();
        if (server == null) {
            return;
        }
        try {
            if (MeasuredPart.isWholeRun(plan.load().phases())) {
                server.count(() -> generator.counters().ok());
            } else {
                server.begin(() -> generator.counters().ok());
            }
        } catch (InterruptedException e) {
            // The run is over before the server has answered, which its report says.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the server's metrics could not be read", e);
        }
    }

    /** How it does at this moment. */
    public Live live() {
        return recorder.snapshot(generator.counters());
    }

    /** Whether the client has been found to be the bottleneck. */
    public boolean clientBound() {
        return health.clientBound();
    }

    /** Share of the run that is over, by its limits; null when none of them can say. */
    public @Nullable Double progress() {
        Limits limits = plan.load().limits();
        Double progress = null;
        if (limits.maxRequests() != null) {
            progress = (double) live().finished() / limits.maxRequests();
        }
        if (limits.maxDuration() != null) {
            double ofTime = elapsedSeconds() / (limits.maxDuration().toNanos() / 1e9);
            progress = progress == null ? ofTime : Double.valueOf(Math.max(progress, ofTime));
        }
        return progress == null ? null : Double.valueOf(Math.min(1, progress));
    }

    public double elapsedSeconds() {
        return (System.nanoTime() - recorder.startNanos()) / 1e9;
    }

    /** @return whether the run ended within the time */
    public boolean await(Duration limit) throws InterruptedException {
        return generator.awaitEnd(limit);
    }

    /** No further requests; what is in flight goes on. The result is partial, unless arrivals had ended. */
    public void stop() {
        generator.stop();
    }

    /** Gives up what is in flight as well. */
    public void cancel() {
        cancelled = true;
        generator.cancel();
    }

    /**
     * The result, when the run has ended or was cancelled; what is still in flight then is in no number but those of
     * the generator.
     *
     * @throws IllegalStateException when it has not, or when a request is missing or was counted twice
     */
    public FinishedRun finish() throws InterruptedException {
        boolean whole = generator.end().isDone();
        if (!whole && !cancelled) {
            throw new IllegalStateException("the run has not ended");
        }
        measuredPart.close();
        finishing = true;
        LoadCounters counters = generator.counters();
        if (counters.outstanding() > 0) {
            LOG.warn("{} requests are still in flight, although they were given up", counters.outstanding());
        }
        Recorded recorded = recorder.finish(counters, generator.endReason() == EndReason.DURATION);
        health.close();
        RunResult result = recorded.result(
                RunFacts.of(plan, startedAt, target.engineVersion(), !whole || generator.interrupted()),
                health.report(recorder.startNanos(), recorded.waits()),
                null);
        return new FinishedRun(server == null ? result : result.withServer(server.end(result)), recorded);
    }

    /** Gives up what is in flight, and waits for it. */
    @Override
    public void close() {
        generator.cancel();
        measuredPart.close();
        health.close();
        pacer.close();
        if (server != null) {
            server.close();
        }
        recorder.close();
    }

    /** Hears on event loops. */
    private final class Listener implements LoadListener {
        @Override
        public void finished(long number, long scheduledNanos, Finished finished) {
            if (finishing) {
                return;
            }
            if (plan.load().phases().of(number, scheduledNanos - recorder.startNanos()) == Phase.MEASURED) {
                health.record(finished.record());
            }
            recorder.finished(number, scheduledNanos, finished);
        }

        @Override
        public void overLimit(long number, long scheduledNanos) {
            if (!finishing) {
                recorder.overLimit(number, scheduledNanos);
            }
        }

        @Override
        public void unsent(long number, long scheduledNanos) {
            if (!finishing) {
                recorder.unsent(number, scheduledNanos);
            }
        }
    }
}
