package io.tachograph.bench.run;

import io.tachograph.bench.record.Live;
import io.tachograph.bench.record.Phases;
import io.tachograph.bench.record.Recorded;
import io.tachograph.bench.record.RecorderConfig;
import io.tachograph.bench.record.RunRecorder;
import io.tachograph.bench.result.RunResult;
import io.tachograph.collectors.http.HttpClient;
import io.tachograph.collectors.load.Limits;
import io.tachograph.collectors.load.LoadCounters;
import io.tachograph.collectors.load.LoadGenerator;
import io.tachograph.collectors.load.LoadListener;
import io.tachograph.collectors.load.LoadPlan;
import io.tachograph.collectors.load.Pacer;
import io.tachograph.collectors.target.Finished;
import io.tachograph.collectors.target.Provenance;
import io.tachograph.collectors.target.Target;
import io.tachograph.schemas.avro.Origin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that is going on. Belongs to one thread, but for {@link #stop}, {@link #cancel} and the figures of the moment.
 */
public final class BenchRun implements AutoCloseable {
    private static final Duration READY = Duration.ofMillis(20);
    private static final Duration WARM_UP_LOOK = Duration.ofMillis(50);

    private final BenchPlan plan;
    private final Target target;
    private final Instant startedAt = Instant.now();
    private final Pacer pacer = Pacer.start("tachograph-pacer");
    private final OwnHealth health;
    private final @Nullable ServerSide server;
    private final RunRecorder recorder;
    private final LoadGenerator generator;
    private volatile boolean interrupted;

    private BenchRun(BenchPlan plan, HttpClient client, Target target, @Nullable ServerSide serverSide)
            throws IOException {
        this.plan = plan;
        this.target = target;
        health = new OwnHealth(client.loops(), plan.health());
        // Ahead by what it takes to get ready, so that the first requests are not late.
        long startNanos = System.nanoTime() + READY.toNanos();
        recorder = RunRecorder.start(
                new RecorderConfig(
                        plan.load().phases(),
                        plan.recording().slo(),
                        plan.recording().output(),
                        plan.recording().tokenCounter(),
                        health::clientBound,
                        plan.recording().publish(),
                        RecorderConfig.DEFAULT_QUEUE_CAPACITY),
                startNanos);
        server = serverSide;
        healthAfterWarmUp();
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
    }

    /**
     * Begins at once.
     *
     * @param client connections for the target, as the plan wants them
     * @param target made with that client
     * @param serverSide begun just before, ended by the run; null when the server is not asked
     * @throws IOException in one sentence that names the file, when one cannot be opened
     */
    public static BenchRun start(BenchPlan plan, HttpClient client, Target target, @Nullable ServerSide serverSide)
            throws IOException {
        return new BenchRun(plan, client, target, serverSide);
    }

    private void healthAfterWarmUp() {
        Phases phases = plan.load().phases();
        pacer.at(recorder.startNanos() + phases.warmUp().toNanos(), due -> {
            if (phases.warmUpRequests() == 0) {
                health.begin();
            } else {
                beginAfterRequests(due, phases.warmUpRequests());
            }
        });
    }

    private void beginAfterRequests(long dueNanos, long requests) {
        if (recorder.snapshot(LoadCounters.NONE).finished() >= requests) {
            health.begin();
        } else {
            pacer.at(dueNanos + WARM_UP_LOOK.toNanos(), due -> beginAfterRequests(due, requests));
        }
    }

    /** How it does at this moment. */
    public Live live() {
        return recorder.snapshot(generator.counters());
    }

    /** Whether the client has been found to be the bound. */
    public boolean clientBound() {
        return health.clientBound();
    }

    /** Share of the run that is over, by its limits; null when it has none that tells. */
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

    /** No further requests; what is under way goes on. The result will be partial. */
    public void stop() {
        interrupted = true;
        generator.stop();
    }

    /** Gives up what is under way as well. */
    public void cancel() {
        interrupted = true;
        generator.cancel();
    }

    /**
     * The result, when the run has ended.
     *
     * @throws IllegalStateException when it has not, or when a request is missing or was counted twice
     */
    public Measured finish() throws InterruptedException {
        if (!generator.end().isDone()) {
            throw new IllegalStateException("the run has not ended");
        }
        LoadCounters counters = generator.counters();
        Limits limits = plan.load().limits();
        boolean durationReached = !interrupted
                && limits.maxDuration() != null
                && (limits.maxRequests() == null || counters.arrived() < limits.maxRequests());
        Recorded recorded = recorder.finish(counters, durationReached);
        health.close();
        RunResult result = recorded.result(
                RunFacts.of(plan, startedAt, target.engineVersion(), interrupted),
                health.report(recorder.startNanos(), recorded.waits()),
                null);
        return new Measured(server == null ? result : result.withServer(server.end(result)), recorded);
    }

    /** Gives up what is under way, and waits for it. */
    @Override
    public void close() {
        generator.cancel();
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
            health.record(finished.record());
            recorder.finished(number, scheduledNanos, finished);
        }

        @Override
        public void overLimit(long number, long scheduledNanos) {
            recorder.overLimit(number, scheduledNanos);
        }

        @Override
        public void unsent(long number, long scheduledNanos) {
            recorder.unsent(number, scheduledNanos);
        }
    }
}
