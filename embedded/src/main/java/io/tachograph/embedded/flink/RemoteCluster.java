package io.tachograph.embedded.flink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.messages.FlinkJobNotFoundException;
import org.apache.flink.runtime.rest.handler.legacy.messages.ClusterOverviewWithVersion;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory;
import org.apache.flink.runtime.rest.messages.JobMessageParameters;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.runtime.rest.messages.job.JobExceptionsMessageParameters;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink session cluster elsewhere, by its REST API. */
final class RemoteCluster extends FlinkCluster {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ANSWER_SECONDS = 10;
    private static final int LOOK_AGAIN_MILLIS = 500;

    private final String address;
    private final RestClusterClient<StandaloneClusterId> client;

    private RemoteCluster(String address, RestClusterClient<StandaloneClusterId> client) {
        this.address = address;
        this.client = client;
    }

    static FlinkCluster connect(String host, int port, Collection<String> jobs, int slots)
            throws IOException, InterruptedException {
        Configuration settings = new Configuration();
        settings.set(RestOptions.ADDRESS, host);
        settings.set(RestOptions.PORT, port);
        settings.set(RestOptions.RETRY_MAX_ATTEMPTS, 2);
        settings.set(RestOptions.RETRY_DELAY, Duration.ofSeconds(1));
        String address = host + ":" + port;
        RestClusterClient<StandaloneClusterId> client;
        try {
            client = new RestClusterClient<>(settings, StandaloneClusterId.getInstance());
        } catch (Exception e) {
            throw new IOException("the Flink at " + address + " cannot be asked: " + e.getMessage(), e);
        }
        RemoteCluster cluster = new RemoteCluster(address, client);
        try {
            cluster.checkVersion();
            cluster.makeRoom(jobs, slots);
            return cluster;
        } catch (IOException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    /** A job travels as Java objects, which another version does not take. */
    private void checkVersion() throws IOException, InterruptedException {
        String there = overview().getVersion();
        String here = EnvironmentInformation.getVersion();
        if (!there.equals(here)) {
            throw new IOException(
                    "the Flink at " + address + " is of version " + there + ", and these jobs are of " + here);
        }
    }

    private ClusterOverviewWithVersion overview() throws IOException, InterruptedException {
        return answer(client.getClusterOverview());
    }

    private <T> T answer(CompletableFuture<T> question) throws IOException, InterruptedException {
        try {
            return question.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no Flink answers at " + address + " (its JobManager's REST API)", e);
        }
    }

    private void makeRoom(Collection<String> jobs, int slots) throws IOException, InterruptedException {
        for (JobID job : running(jobs)) {
            var unused = answer(client.cancel(job));
        }
        long start = System.nanoTime();
        ClusterOverviewWithVersion now = overview();
        while (now.getNumSlotsAvailable() < slots || !running(jobs).isEmpty()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IOException(
                        "the Flink at " + address + " has " + now.getNumSlotsAvailable() + " free slots of "
                                + now.getNumSlotsTotal() + ", and these jobs need " + slots
                                + ": start another TaskManager, or one with more slots");
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
            now = overview();
        }
    }

    private List<JobID> running(Collection<String> names) throws IOException, InterruptedException {
        return answer(client.listJobs()).stream()
                .filter(job -> names.contains(job.getJobName()))
                .filter(job -> !job.getJobState().isGloballyTerminalState())
                .map(JobStatusMessage::getJobId)
                .toList();
    }

    @Override
    CompletableFuture<JobID> submit(StreamGraph graph) {
        return client.submitJob(graph);
    }

    /** Asked for a single job that it does not know, Flink answers that it failed, and logs that. */
    @Override
    CompletableFuture<JobStatus> status(JobID job) {
        return client.listJobs()
                .thenApply(jobs -> jobs.stream()
                        .filter(one -> one.getJobId().equals(job))
                        .findFirst()
                        .map(JobStatusMessage::getJobState)
                        .orElseThrow(() -> new CompletionException(new FlinkJobNotFoundException(job))));
    }

    @Override
    CompletableFuture<JobHistory> history(JobID job) {
        JobExceptionsMessageParameters ofJob = new JobExceptionsMessageParameters();
        ofJob.jobPathParameter.resolve(job);
        JobMessageParameters sameJob = new JobMessageParameters();
        sameJob.jobPathParameter.resolve(job);
        CompletableFuture<JobExceptionsInfoWithHistory> failures =
                client.sendRequest(JobExceptionsHeaders.getInstance(), ofJob, EmptyRequestBody.getInstance());
        CompletableFuture<CheckpointingStatistics> checkpoints = client.sendRequest(
                CheckpointingStatisticsHeaders.getInstance(), sameJob, EmptyRequestBody.getInstance());
        return failures.thenCombine(checkpoints, RemoteCluster::history);
    }

    /** Flink lists the latest failure first. */
    private static JobHistory history(JobExceptionsInfoWithHistory failures, CheckpointingStatistics checkpoints) {
        List<JobFailure> inOrder = new ArrayList<>();
        failures.getExceptionHistory()
                .getEntries()
                .forEach(entry -> inOrder.add(
                        0,
                        new JobFailure(
                                Instant.ofEpochMilli(entry.getTimestamp()),
                                Objects.requireNonNullElse(entry.getTaskName(), ""),
                                ToldFailure.of(entry.getStacktrace()))));
        return new JobHistory(inOrder, checkpoints.getCounts().getNumberCompletedCheckpoints());
    }

    @Override
    CompletableFuture<JobResult> result(JobID job) {
        return client.requestJobResult(job);
    }

    @Override
    CompletableFuture<?> cancel(JobID job) {
        return client.cancel(job);
    }

    /** Leaves the cluster as it is. */
    @Override
    public void close() {
        client.close();
    }
}
