package io.tachograph.embedded.flink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.JobSubmissionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.scheduler.ExecutionGraphInfo;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink inside this process: one pool of network buffers, one dispatcher. Built on a class of Flink that makes no promise
 * of staying as it is: this package is the only place that touches it.
 */
final class InProcessCluster extends FlinkCluster {
    private static final Logger LOGGER = LoggerFactory.getLogger(InProcessCluster.class);
    private static final int STOP_SECONDS = 8;

    private final MiniCluster cluster;

    private InProcessCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    static FlinkCluster launch(int slots, List<MetricReporter> reporters) throws IOException {
        MiniCluster cluster = new Reporting(
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(settings(slots))
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(slots)
                        .build(),
                reporters);
        try {
            cluster.start();
            return new InProcessCluster(cluster);
        } catch (Exception e) {
            var unused =
                    cluster.closeAsync().whenComplete((done, failure) -> LOGGER.info("the cluster did not start", e));
            throw new IOException("the stream engine cannot start: " + e.getMessage(), e);
        }
    }

    MiniCluster cluster() {
        return cluster;
    }

    @Override
    CompletableFuture<JobID> submit(StreamGraph graph) {
        return cluster.submitJob(graph).thenApply(JobSubmissionResult::getJobID);
    }

    @Override
    CompletableFuture<JobStatus> status(JobID job) {
        return cluster.getJobStatus(job);
    }

    @Override
    CompletableFuture<JobHistory> history(JobID job) {
        return cluster.getExecutionGraphInfo(job).thenApply(InProcessCluster::history);
    }

    private static JobHistory history(ExecutionGraphInfo info) {
        List<JobFailure> failures = new ArrayList<>();
        info.getExceptionHistory()
                .forEach(entry -> failures.add(new JobFailure(
                        Instant.ofEpochMilli(entry.getTimestamp()),
                        Objects.requireNonNullElse(entry.getFailingTaskName(), ""),
                        entry.getException()
                                .deserializeError(Objects.requireNonNull(InProcessCluster.class.getClassLoader())))));
        return new JobHistory(
                failures,
                info.getArchivedExecutionGraph()
                        .getCheckpointStatsSnapshot()
                        .getCounts()
                        .getNumberOfCompletedCheckpoints());
    }

    @Override
    CompletableFuture<JobResult> result(JobID job) {
        return cluster.requestJobResult(job);
    }

    @Override
    CompletableFuture<?> cancel(JobID job) {
        return cluster.cancelJob(job);
    }

    /** Ends all jobs. */
    @Override
    public void close() {
        try {
            cluster.closeAsync().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.warn("the stream engine did not stop well", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Configuration settings(int slots) {
        MemorySize network = networkMemory(slots);
        Configuration settings = new Configuration();
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
        settings.set(TaskManagerOptions.TASK_CANCELLATION_TIMEOUT, Duration.ofSeconds(30));
        settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        settings.set(RestOptions.BIND_PORT, "0");
        return settings;
    }

    /** Hands its metrics to objects; Flink itself knows only class names, which could reach no registry of ours. */
    @SuppressWarnings("try") // close() of the class above may be interrupted; nobody uses this one in a try.
    private static final class Reporting extends MiniCluster {
        private final List<MetricReporter> reporters;

        Reporting(MiniClusterConfiguration configuration, List<MetricReporter> reporters) {
            super(configuration);
            this.reporters = List.copyOf(reporters);
        }

        @Override
        protected MetricRegistryImpl createMetricRegistry(Configuration config, long maximumMessageBytes) {
            return new MetricRegistryImpl(
                    MetricRegistryConfiguration.fromConfiguration(config, maximumMessageBytes),
                    reporters.stream()
                            .map(reporter ->
                                    ReporterSetupBuilder.METRIC_SETUP_BUILDER.forReporter("tachograph", reporter))
                            .toList());
        }
    }
}
