package io.tachograph.standalone.jobs;

import io.tachograph.embedded.flink.FlinkJob;
import io.tachograph.embedded.flink.JobFailure;
import io.tachograph.embedded.flink.JobHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second at what Flink says of each job's failures, on a thread of its own. */
final class JobWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final long EVERY_MILLIS = 1_000;

    private final Duration recoveredAfter;
    private final JobMetrics metrics;
    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private JobWatch(Duration recoveredAfter, JobMetrics metrics) {
        this.recoveredAfter = recoveredAfter;
        this.metrics = metrics;
        this.thread = new Thread(this::run, "tachograph-job-watch");
        this.thread.setDaemon(true);
    }

    /**
     * One that watches no job yet.
     *
     * @param recoveredAfter a job is not well again sooner than this after a failure
     * @param metrics shows for how long each job has kept restarting
     */
    static JobWatch start(Duration recoveredAfter, JobMetrics metrics) {
        JobWatch watch = new JobWatch(recoveredAfter, metrics);
        watch.thread.start();
        return watch;
    }

    /** Watches a job from now on. */
    void add(String name, FlinkJob job) {
        JobHealth health = new JobHealth(name, recoveredAfter, LOG);
        watched.add(new Watched(name, job, health));
        metrics.failing(name, () -> health.failingSeconds(System.nanoTime()));
    }

    /** Each job's state, in the order in which they were added. */
    List<JobState> states() {
        return watched.stream()
                .map(job -> new JobState(job.name, job.job.status(), job.health.trouble()))
                .toList();
    }

    private void run() {
        try {
            while (!stop.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                watched.forEach(Watched::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        thread.interrupt();
    }

    /** A job, and which of its failures are known. */
    private static final class Watched {
        private final String name;
        private final FlinkJob job;
        private final JobHealth health;
        private Set<Instant> known = Set.of();
        private boolean blind;

        Watched(String name, FlinkJob job, JobHealth health) {
            this.name = name;
            this.job = job;
            this.health = health;
        }

        /** What Flink cannot tell now it may tell a second later; that it could not is logged once. */
        void look() {
            try {
                lookOnce();
                blind = false;
            } catch (RuntimeException e) {
                if (!blind) {
                    LOG.warn("the failures of the job {} cannot be read", name, e);
                }
                blind = true;
            }
        }

        private void lookOnce() {
            Optional<JobHistory> history = job.history();
            if (history.isEmpty()) {
                return;
            }
            long now = System.nanoTime();
            List<JobFailure> failures = history.get().failures();
            long checkpoints = history.get().completedCheckpoints();
            failures.stream()
                    .filter(failure -> !known.contains(failure.at()))
                    .forEach(failure -> health.failed(failure, now, checkpoints));
            if (!failures.isEmpty()) {
                known = failures.stream().map(JobFailure::at).collect(Collectors.toSet());
            }
            if (job.status().equals("RUNNING")) {
                health.look(now, checkpoints);
            }
        }
    }
}
