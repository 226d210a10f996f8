package io.tachograph.standalone.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.flink.FlinkJob;
import io.tachograph.embedded.flink.Savepoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** A job that is fed step by step. */
final class FedJob implements AutoCloseable {
    private static final Duration CHECKPOINT_EVERY = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(2);
    /** The clock ticks so often, in order that many steps do not take long. */
    private static final long TICK_MILLIS = 20;

    private final UpgradeCase of;
    private final Servers servers;
    private final FlinkJob job;
    private final Sender sender;

    private FedJob(UpgradeCase of, Servers servers, FlinkJob job, Sender sender) {
        this.of = of;
        this.servers = servers;
        this.job = job;
        this.sender = sender;
    }

    /**
     * Starts a job.
     *
     * @param state with the savepoint that it resumes from, if any
     */
    static FedJob start(UpgradeCase of, Servers servers, Path state) throws Exception {
        servers.clock().restart();
        FlinkJob job = FlinkJob.on(servers.flink(), state, of.name(), RecordedRun.PARTITIONS, CHECKPOINT_EVERY, env -> {
            env.getConfig().setAutoWatermarkInterval(TICK_MILLIS);
            of.job().define(env, servers.brokers(), servers.reach(), of.settings());
        });
        job.awaitRunning();
        return new FedJob(of, servers, job, new Sender(servers));
    }

    /** Each step when the job has done what there was to do after the one before; then all results are written. */
    void feed(List<Step> steps) throws Exception {
        JobClock clock = servers.clock();
        for (Step step : steps) {
            sender.send(step.messages());
            awaitRunning(() -> clock.read() >= sender.sent()
                    && clock.isPast(step.clockMillis(), of.last(), RecordedRun.PARTITIONS));
        }
        // A checkpoint that began before the last result does not speak for it; the one after it does.
        long then = clock.checkpoints();
        awaitRunning(() -> clock.checkpoints() >= then + 2);
    }

    /** Ends the job so that a later release can resume from it. */
    Path stopWithSavepoint(Path directory) throws Exception {
        return Savepoint.stop(servers.flink(), directory);
    }

    /** Fails as soon as the job does: Flink would start it again for ever. */
    private void awaitRunning(Callable<Boolean> condition) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> {
            assertThat(job.status()).as(of.name()).isEqualTo("RUNNING");
            return condition.call();
        });
    }

    @Override
    public void close() {
        sender.close();
        job.close();
    }
}
