package io.tachograph.standalone.chaos;

import static org.awaitility.Awaitility.await;

import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.JobEnvironment;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.store.postgres.PostgresConfig;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/**
 * A job of the catalog on a cluster without high availability: who supervises it submits it again to the next
 * JobManager, from the newest checkpoint on disk. An operator does so by hand; Flink's high availability on Kubernetes
 * does the same from a pointer to that checkpoint.
 */
final class SupervisedJob {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final FlinkProcesses flink;
    private final Path checkpoints;
    private final String name;
    private final KafkaAccess brokers;
    private final PostgresConfig database;
    private final JobSettings settings;
    private final List<Path> restoredFrom = new ArrayList<>();
    private @Nullable JobID job;

    SupervisedJob(
            FlinkProcesses flink,
            Path checkpoints,
            String name,
            KafkaAccess brokers,
            PostgresConfig database,
            JobSettings settings) {
        this.flink = flink;
        this.checkpoints = checkpoints;
        this.name = name;
        this.brokers = brokers;
        this.database = database;
        this.settings = settings;
    }

    /** Hands it to the JobManager that is there, from the newest checkpoint if there is one. */
    void submit() throws Exception {
        Files.createDirectories(checkpoints);
        Optional<Path> newest = newestCheckpoint();
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(options());
        env.setParallelism(FlinkProcesses.TASK_MANAGERS);
        JobCatalog.named(name).define(env, brokers, database, settings);
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(name);
        graph.setJobId(JobID.generate());
        graph.setSavepointRestoreSettings(newest.map(
                        checkpoint -> SavepointRestoreSettings.forPath(uri(checkpoint), false, RecoveryClaimMode.CLAIM))
                .orElse(SavepointRestoreSettings.none()));
        graph.serializeUserDefinedInstances();
        try (RestClusterClient<StandaloneClusterId> client = flink.client()) {
            job = client.submitJob(graph).get(1, TimeUnit.MINUTES);
        }
        newest.ifPresent(restoredFrom::add);
    }

    /** The checkpoints that submissions went on from. */
    List<Path> restoredFrom() {
        return Collections.unmodifiableList(restoredFrom);
    }

    /** Returns when a checkpoint is complete that was not at the call: until then everything works again. */
    void awaitNewCheckpoint() throws Exception {
        Optional<Path> before = newestCheckpoint();
        try (RestClusterClient<StandaloneClusterId> client = flink.client()) {
            await("a new checkpoint").atMost(PATIENCE).until(() -> {
                assertNotEnded(client);
                return !newestCheckpoint().equals(before);
            });
        }
    }

    private void assertNotEnded(RestClusterClient<StandaloneClusterId> client) throws Exception {
        JobStatus status = client.getJobStatus(Objects.requireNonNull(job)).get(1, TimeUnit.MINUTES);
        if (status.isGloballyTerminalState()) {
            var result = client.requestJobResult(job).get(1, TimeUnit.MINUTES);
            throw new AssertionError("the job ended as " + status + ": " + result.getSerializedThrowable());
        }
    }

    private Configuration options() {
        Configuration options = JobEnvironment.settings();
        options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        options.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofSeconds(30));
        options.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(checkpoints));
        options.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        options.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        options.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        options.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(2));
        return options;
    }

    private static String uri(Path path) {
        return org.apache.flink.core.fs.Path.fromLocalFile(path.toFile()).toString();
    }

    /** The newest {@code <job>/chk-<n>} with a {@code _metadata}, which Flink puts there whole or not at all. */
    private Optional<Path> newestCheckpoint() {
        return files(checkpoints.toFile())
                .flatMap(SupervisedJob::files)
                .map(checkpoint -> new File(checkpoint, "_metadata"))
                .filter(File::exists)
                .max(Comparator.comparingLong(File::lastModified))
                .map(metadata -> metadata.toPath().getParent());
    }

    /** None where there is no such folder: the JobManager removes old ones while we look. */
    private static Stream<File> files(File folder) {
        File[] files = folder.listFiles();
        return files == null ? Stream.of() : Stream.of(files);
    }
}
