package io.tachograph.standalone.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job on a Flink cluster inside this process, with checkpoints on disk that the next start goes on from. */
public final class LocalFlink implements AutoCloseable {
    private static final int STOP_SECONDS = 8;

    private final JobClient job;

    private LocalFlink(JobClient job) {
        this.job = job;
    }

    /**
     * Starts a job and returns when it runs.
     *
     * @param directory where its checkpoints are
     * @param parallelism subtasks per operator
     * @param checkpointEvery how often state is made safe
     * @param definition lays the job into the environment
     * @throws IOException when it does not come to run
     */
    public static LocalFlink start(
            Path directory,
            String name,
            int parallelism,
            Duration checkpointEvery,
            Consumer<StreamExecutionEnvironment> definition)
            throws IOException {
        Files.createDirectories(directory);
        Optional<Path> newest = Checkpoints.newest(directory);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(
                settings(directory, parallelism, checkpointEvery, newest));
        env.setParallelism(parallelism);
        definition.accept(env);
        try {
            JobClient job = env.executeAsync(name);
            awaitRunning(job);
            return new LocalFlink(job);
        } catch (Exception e) {
            throw new IOException(
                    "the stream job cannot start: " + e.getMessage()
                            + newest.map(checkpoint -> " (it was to go on from " + checkpoint + "; without " + directory
                                            + " it reads the topic from its beginning)")
                                    .orElse(""),
                    e);
        }
    }

    private static void awaitRunning(JobClient job) throws Exception {
        JobStatus status = job.getJobStatus().get();
        while (status != JobStatus.RUNNING) {
            if (status.isTerminalState()) {
                job.getJobExecutionResult().get();
                throw new IOException("the stream job ended as " + status);
            }
            Thread.sleep(20);
            status = job.getJobStatus().get();
        }
    }

    /** Whether the job runs: {@code RUNNING}, {@code RESTARTING} after a failure, or how it ended. */
    public String status() {
        try {
            return job.getJobStatus().get(5, TimeUnit.SECONDS).toString();
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            return "GONE";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "UNKNOWN";
        }
    }

    /** Cancels the job. Its last checkpoint stays, and what came after it will be read from Kafka again. */
    @Override
    public void close() {
        try {
            job.cancel().get(STOP_SECONDS, TimeUnit.SECONDS);
            while (!job.getJobStatus().get(STOP_SECONDS, TimeUnit.SECONDS).isTerminalState()) {
                Thread.sleep(20);
            }
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            // The local cluster goes away with its job, and then nobody is left to say that it went.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Flink takes a path as it is; a URI's escapes would be escaped again. */
    private static String flinkPath(Path path) {
        return org.apache.flink.core.fs.Path.fromLocalFile(path.toFile()).toString();
    }

    private static Configuration settings(
            Path directory, int parallelism, Duration checkpointEvery, Optional<Path> newest) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(200));
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointEvery);
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, flinkPath(directory));
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        settings.set(RestOptions.BIND_PORT, "0");
        newest.ifPresent(checkpoint -> {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, flinkPath(checkpoint));
            settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
        return settings;
    }
}
