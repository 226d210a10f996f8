package io.tachograph.embedded.flink;

import io.tachograph.jobs.catalog.JobEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.messages.FlinkJobNotFoundException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/** A job on a Flink cluster, with checkpoints on disk that the next start resumes from. */
public final class FlinkJob implements AutoCloseable {
    /** The {@link #status} of a job that the cluster does not know, as after a restart of a cluster elsewhere. */
    public static final String GONE = "GONE";

    private static final String UNKNOWN = "UNKNOWN";
    private static final int STOP_SECONDS = 8;
    private static final int ANSWER_SECONDS = 5;

    private final FlinkCluster cluster;
    private final String title;
    private final JobID job;
    private final @Nullable FlinkCluster owned;

    private FlinkJob(FlinkCluster cluster, String title, JobID job, @Nullable FlinkCluster owned) {
        this.cluster = cluster;
        this.title = title;
        this.job = job;
        this.owned = owned;
    }

    /**
     * Starts a job on a cluster of its own and returns when it runs.
     *
     * @param directory where its checkpoints are
     * @param parallelism subtasks per operator
     * @param checkpointEvery how often state is made safe
     * @param definition builds the job in the environment
     * @throws IOException when it does not come to run
     */
    public static FlinkJob start(
            Path directory,
            String name,
            int parallelism,
            Duration checkpointEvery,
            Consumer<StreamExecutionEnvironment> definition)
            throws IOException {
        FlinkCluster cluster = FlinkCluster.start(parallelism, List.of());
        try {
            FlinkJob started = on(cluster, directory, name, parallelism, checkpointEvery, definition);
            started.awaitRunning();
            return new FlinkJob(cluster, started.title, started.job, cluster);
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * As {@link #start}, on a cluster that others share and somebody else closes; and returns when the cluster has the
     * job, without waiting until it runs.
     */
    public static FlinkJob on(
            FlinkCluster cluster,
            Path directory,
            String name,
            int parallelism,
            Duration checkpointEvery,
            Consumer<StreamExecutionEnvironment> definition)
            throws IOException {
        Files.createDirectories(directory);
        Optional<Path> newest = Checkpoints.newest(directory);
        String title = name
                + newest.map(checkpoint -> " (which was to resume from " + checkpoint + "; without " + directory
                                + " it reads the topic from its beginning)")
                        .orElse("");
        try {
            SavepointRestoreSettings restore = newest.map(checkpoint ->
                            SavepointRestoreSettings.forPath(flinkPath(checkpoint), false, RecoveryClaimMode.CLAIM))
                    .orElse(SavepointRestoreSettings.none());
            JobID job = Submission.to(
                    cluster, name, parallelism, settings(directory, checkpointEvery), restore, definition);
            return new FlinkJob(cluster, title, job, null);
        } catch (Exception e) {
            throw cannotStart(title, e);
        }
    }

    private static IOException cannotStart(String title, Exception reason) {
        return new IOException("the stream job " + title + " cannot start: " + reason.getMessage(), reason);
    }

    /**
     * Returns when the job runs.
     *
     * @throws IOException when it does not come to run
     */
    public void awaitRunning() throws IOException {
        try {
            JobStatus status = cluster.status(job).get();
            while (status != JobStatus.RUNNING) {
                if (status.isTerminalState()) {
                    Submission.result(cluster, job);
                    throw new IOException("it ended as " + status);
                }
                Thread.sleep(20);
                status = cluster.status(job).get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cannotStart(title, e);
        } catch (ExecutionException | IOException e) {
            throw cannotStart(title, e);
        }
    }

    /**
     * Whether the job runs: {@code RUNNING}, {@code RESTARTING} after a failure, or how it ended; {@link #GONE} when the
     * cluster does not know it, {@code UNKNOWN} when the cluster does not answer.
     */
    public String status() {
        try {
            return cluster.status(job).get(ANSWER_SECONDS, TimeUnit.SECONDS).toString();
        } catch (IllegalStateException e) {
            return GONE;
        } catch (ExecutionException e) {
            return ExceptionUtils.findThrowable(e, FlinkJobNotFoundException.class)
                            .isPresent()
                    ? GONE
                    : UNKNOWN;
        } catch (TimeoutException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    /** Its failures and its checkpoints; empty when the cluster does not answer. */
    public Optional<JobHistory> history() {
        try {
            return Optional.of(cluster.history(job).get(ANSWER_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Cancels the job. Its last checkpoint stays, and what came after it will be read from Kafka again. */
    @Override
    public void close() {
        try {
            var unused = cluster.cancel(job).get(STOP_SECONDS, TimeUnit.SECONDS);
            while (!cluster.status(job).get(STOP_SECONDS, TimeUnit.SECONDS).isTerminalState()) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            // It has ended, or its cluster has.
            return;
        } finally {
            if (owned != null) {
                owned.close();
            }
        }
    }

    /** Flink takes a path as it is; a URI's escapes would be escaped again. */
    private static String flinkPath(Path path) {
        return org.apache.flink.core.fs.Path.fromLocalFile(path.toFile()).toString();
    }

    private static Configuration settings(Path directory, Duration checkpointEvery) {
        Configuration settings = JobEnvironment.settings();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointEvery);
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, flinkPath(directory));
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        return settings;
    }
}
