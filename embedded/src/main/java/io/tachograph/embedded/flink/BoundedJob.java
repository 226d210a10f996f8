package io.tachograph.embedded.flink;

import io.tachograph.jobs.catalog.JobEnvironment;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that reads to an end that is known, on a {@link FlinkCluster}. */
public final class BoundedJob {
    private BoundedJob() {}

    /**
     * Runs a job to its end, once, without checkpoints and without restarts.
     *
     * @return its accumulators
     * @throws IOException when it fails, with what made it fail as the message
     */
    public static Map<String, Object> run(
            FlinkCluster cluster, String name, int parallelism, Consumer<StreamExecutionEnvironment> definition)
            throws IOException, InterruptedException {
        Configuration settings = JobEnvironment.settings();
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        JobID job;
        try {
            job = Submission.to(cluster, name, parallelism, settings, SavepointRestoreSettings.none(), definition);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the job " + name + " cannot start: " + e.getMessage(), e);
        }
        JobExecutionResult result = Submission.result(cluster, job);
        return result.getAllAccumulatorResults();
    }
}
