package io.tachograph.standalone.jobs;

import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.embedded.flink.LocalFlink;
import io.tachograph.jobs.catalog.JobDefinition;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.store.postgres.PostgresConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs that run side by side on one Flink cluster in this process; none of them knows of another. */
public final class RunningJobs implements AutoCloseable {
    private final FlinkCluster cluster;
    private final Map<String, LocalFlink> byName;

    private RunningJobs(FlinkCluster cluster, Map<String, LocalFlink> byName) {
        this.cluster = cluster;
        this.byName = byName;
    }

    /**
     * Starts jobs and returns when all of them run.
     *
     * @param jobs which ones
     * @param checkpoints folder of their checkpoints, one folder in it for each
     * @param parallelism subtasks per operator of each
     * @param metrics is told of all of them
     * @throws IOException in one sentence, when one cannot start; then none runs
     */
    public static RunningJobs start(
            List<JobDefinition<?>> jobs,
            String bootstrapServers,
            PostgresConfig database,
            JobSettings settings,
            Path checkpoints,
            int parallelism,
            Duration checkpointEvery,
            JobMetrics metrics)
            throws IOException {
        FlinkCluster cluster = FlinkCluster.start(jobs.size() * parallelism, List.of(metrics));
        RunningJobs running = new RunningJobs(cluster, new LinkedHashMap<>());
        try {
            for (JobDefinition<?> job : jobs) {
                running.byName.put(
                        job.name(),
                        LocalFlink.on(
                                cluster,
                                checkpoints.resolve(job.name()),
                                job.name(),
                                parallelism,
                                checkpointEvery,
                                env -> job.define(env, bootstrapServers, database, settings)));
            }
            return running;
        } catch (IOException | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /** {@code RUNNING} when all run, else which one does not and how it is. */
    public String status() {
        for (Map.Entry<String, LocalFlink> job : byName.entrySet()) {
            String status = job.getValue().status();
            if (!status.equals("RUNNING")) {
                return byName.size() == 1 ? status : status + " (" + job.getKey() + ")";
            }
        }
        return "RUNNING";
    }

    /** Each job's state, in the order of their start. */
    public Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        byName.forEach((name, job) -> states.put(name, job.status()));
        return states;
    }

    /** Cancels all jobs. Their last checkpoints stay. */
    @Override
    public void close() {
        byName.values().forEach(LocalFlink::close);
        cluster.close();
    }
}
