package io.tachograph.standalone.jobs;

import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.embedded.flink.FlinkJob;
import io.tachograph.jobs.catalog.JobDefinition;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.store.postgres.PostgresConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Jobs that run side by side on one Flink cluster; none of them knows of another. */
public final class RunningJobs implements AutoCloseable {
    /** Flink waits 10 s at most between restarts; most failures that persist are back by then. */
    private static final Duration RECOVERED_AFTER = Duration.ofMinutes(2);

    private final JobWatch watch;
    private final List<FlinkJob> running = new ArrayList<>();

    private RunningJobs(JobWatch watch) {
        this.watch = watch;
    }

    /** A cluster with room for jobs; closed after them, by the caller. */
    public static FlinkCluster cluster(List<JobDefinition<?>> jobs, int parallelism, JobMetrics metrics)
            throws IOException {
        return FlinkCluster.start(jobs.size() * parallelism, List.of(metrics));
    }

    /**
     * A cluster elsewhere, without those of the jobs that an earlier process left there, and with room for all; closed after
     * them, by the caller.
     *
     * @throws IOException in one sentence, when it does not answer or has no room
     */
    public static FlinkCluster cluster(List<JobDefinition<?>> jobs, int parallelism, String host, int port)
            throws IOException, InterruptedException {
        return FlinkCluster.at(
                host, port, jobs.stream().map(JobDefinition::name).toList(), jobs.size() * parallelism);
    }

    /**
     * Starts jobs side by side and returns when all of them run.
     *
     * @param cluster has room for them
     * @param jobs which ones
     * @param checkpoints folder of their checkpoints, one folder in it for each
     * @param parallelism subtasks per operator of each
     * @param metrics is told of all of them
     * @throws IOException in one sentence, when one cannot start; then none runs
     */
    public static RunningJobs start(
            FlinkCluster cluster,
            List<JobDefinition<?>> jobs,
            KafkaAccess kafka,
            PostgresConfig database,
            JobSettings settings,
            Path checkpoints,
            int parallelism,
            Duration checkpointEvery,
            JobMetrics metrics)
            throws IOException {
        RunningJobs all = new RunningJobs(JobWatch.start(RECOVERED_AFTER, metrics));
        try {
            for (JobDefinition<?> job : jobs) {
                all.add(
                        job.name(),
                        FlinkJob.on(
                                cluster,
                                checkpoints.resolve(job.name()),
                                job.name(),
                                parallelism,
                                checkpointEvery,
                                env -> job.define(env, kafka, database, settings)));
            }
            for (FlinkJob job : all.running) {
                job.awaitRunning();
            }
            return all;
        } catch (IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private void add(String name, FlinkJob job) {
        running.add(job);
        watch.add(name, job);
    }

    /** {@code RUNNING} when all run, else which one does not and how it is. */
    public String status() {
        return states().stream()
                .filter(state -> !state.isWell())
                .map(state -> state.words() + " (" + state.job() + ")")
                .findFirst()
                .orElse(JobState.RUNNING);
    }

    /** Each job's state, in the order of their start. */
    public List<JobState> states() {
        return watch.states();
    }

    /** Cancels all jobs. Their last checkpoints stay. */
    @Override
    public void close() {
        watch.close();
        running.forEach(FlinkJob::close);
    }
}
