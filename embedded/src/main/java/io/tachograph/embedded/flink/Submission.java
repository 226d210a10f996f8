package io.tachograph.embedded.flink;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** How a job gets onto a {@link FlinkCluster}, and what it ends with. */
final class Submission {
    private Submission() {}

    static JobID to(
            FlinkCluster cluster,
            String name,
            int parallelism,
            Configuration settings,
            SavepointRestoreSettings restore,
            Consumer<StreamExecutionEnvironment> definition)
            throws Exception {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
        env.setParallelism(parallelism);
        definition.accept(env);
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(name);
        graph.setJobId(JobID.generate());
        graph.setSavepointRestoreSettings(restore);
        graph.serializeUserDefinedInstances();
        return cluster.submit(graph).get();
    }

    /** Waits for the job's end; an exception when it did not succeed. */
    static JobExecutionResult result(FlinkCluster cluster, JobID job) throws IOException, InterruptedException {
        try {
            return cluster.result(job)
                    .get()
                    .toJobExecutionResult(Objects.requireNonNull(Submission.class.getClassLoader()));
        } catch (ExecutionException | JobExecutionException | ClassNotFoundException e) {
            throw new IOException(root(e), e);
        }
    }

    private static String root(Throwable failure) {
        Throwable root = JobFailure.rootOf(failure);
        String message = String.valueOf(root.getMessage());
        return message.lines().findFirst().orElse(root.getClass().getSimpleName());
    }
}
