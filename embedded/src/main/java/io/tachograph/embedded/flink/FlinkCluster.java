package io.tachograph.embedded.flink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink that several jobs share, each with checkpoints and restarts of its own: in this process, or a cluster that is
 * there already and has our classes on its class path. Thread-safe.
 */
public abstract sealed class FlinkCluster implements AutoCloseable permits InProcessCluster, RemoteCluster {
    private static final int NETWORK_MEBIBYTES = 32;
    private static final int MORE_PER_SLOT_MEBIBYTES = 8;

    FlinkCluster() {}

    /**
     * Starts one in this process.
     *
     * @param slots the sum of its jobs' parallelisms
     * @param reporters receive every metric of every job
     * @throws IOException when it cannot start
     */
    public static FlinkCluster start(int slots, List<MetricReporter> reporters) throws IOException {
        return InProcessCluster.launch(slots, reporters);
    }

    /**
     * One that is there already. Ends those of the jobs that an earlier process left running, and returns when there is room
     * for all of them.
     *
     * @param host of its REST API
     * @param jobs their names
     * @param slots the sum of their parallelisms
     * @throws IOException in one sentence, when none answers there, or one of another version, or it has no room within a
     *     minute
     */
    public static FlinkCluster at(String host, int port, Collection<String> jobs, int slots)
            throws IOException, InterruptedException {
        return RemoteCluster.connect(host, port, jobs, slots);
    }

    /** What a process with so many slots needs for records between subtasks. */
    public static MemorySize networkMemory(int slots) {
        return MemorySize.ofMebiBytes(NETWORK_MEBIBYTES + (slots - 1L) * MORE_PER_SLOT_MEBIBYTES);
    }

    abstract CompletableFuture<JobID> submit(StreamGraph graph);

    abstract CompletableFuture<JobStatus> status(JobID job);

    abstract CompletableFuture<JobHistory> history(JobID job);

    /** Completes when the job has ended. */
    abstract CompletableFuture<JobResult> result(JobID job);

    abstract CompletableFuture<?> cancel(JobID job);

    @Override
    public abstract void close();
}
