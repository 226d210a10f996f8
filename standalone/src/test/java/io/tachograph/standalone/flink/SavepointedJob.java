package io.tachograph.standalone.flink;

import io.tachograph.jobs.catalog.JobEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job from its beginning, of which a savepoint can be taken. */
public final class SavepointedJob implements AutoCloseable {
    private final FlinkCluster cluster;
    private final JobID job;

    private SavepointedJob(FlinkCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
    }

    public static SavepointedJob start(String name, int parallelism, Consumer<StreamExecutionEnvironment> definition)
            throws Exception {
        FlinkCluster cluster = FlinkCluster.start(parallelism, List.of());
        return new SavepointedJob(
                cluster,
                Submission.to(
                        cluster,
                        name,
                        parallelism,
                        JobEnvironment.settings(),
                        SavepointRestoreSettings.none(),
                        definition));
    }

    /** In Flink's canonical format, which no state backend is bound to. */
    public Path takeSavepoint(Path directory) throws Exception {
        String place = cluster.cluster()
                .triggerSavepoint(job, directory.toUri().toString(), true, SavepointFormatType.CANONICAL)
                .get(2, TimeUnit.MINUTES);
        return Path.of(new org.apache.flink.core.fs.Path(place).toUri().getPath());
    }

    @Override
    public void close() {
        cluster.close();
    }
}
