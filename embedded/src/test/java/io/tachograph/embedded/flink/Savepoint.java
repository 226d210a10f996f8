package io.tachograph.embedded.flink;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** How a job on a cluster of its own is stopped so that a later release can resume from it. */
public final class Savepoint {
    private Savepoint() {}

    /** Ends the cluster's only job. The savepoint is in Flink's canonical format, which no state backend is bound to. */
    public static Path stop(FlinkCluster cluster, Path directory) throws Exception {
        MiniCluster here = ((InProcessCluster) cluster).cluster();
        JobStatusMessage job = here.listJobs().get().stream()
                .filter(one -> one.getJobState() == JobStatus.RUNNING)
                .findFirst()
                .orElseThrow();
        String place = here.triggerSavepoint(
                        job.getJobId(), directory.toUri().toString(), true, SavepointFormatType.CANONICAL)
                .get(2, TimeUnit.MINUTES);
        return Path.of(new org.apache.flink.core.fs.Path(place).toUri().getPath());
    }
}
