package io.tachograph.standalone.jobs;

import io.tachograph.embedded.flink.JobFailure;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Whether a job keeps restarting: it does from its second failure on, when less than {@code recoveredAfter} lies between
 * a failure and the one before, until it has run so long without one. Logs the cause of each failure once per kind, not
 * each time. Readings of the monotonic clock are given, in nanoseconds. Thread-safe.
 */
final class JobHealth {
    private final String job;
    private final long recoveredAfterNanos;
    private final Logger log;
    private final Set<String> toldKinds = new HashSet<>();
    private int failures;
    private long firstNanos;
    private long lastNanos;
    private @Nullable JobFailure first;
    private @Nullable JobFailure last;

    JobHealth(String job, Duration recoveredAfter, Logger log) {
        this.job = job;
        this.recoveredAfterNanos = recoveredAfter.toNanos();
        this.log = log;
    }

    synchronized void failed(JobFailure failure, long nowNanos) {
        look(nowNanos);
        if (first == null) {
            first = failure;
            firstNanos = nowNanos;
        }
        failures++;
        last = failure;
        lastNanos = nowNanos;
        if (toldKinds.add(failure.kind())) {
            log.error(
                    "the job {} failed{} and restarts from its last checkpoint: {}. {} (The same failure again is counted,"
                            + " in tachograph_job_restarts_total, and not logged.)",
                    job,
                    failure.task().isEmpty() ? "" : " in " + failure.task(),
                    failure.sentence(),
                    FailureAdvice.on(failure),
                    failure.cause());
        }
    }

    /** Notices that the job has recovered; to be called every now and then. */
    synchronized void look(long nowNanos) {
        if (first == null || nowNanos - lastNanos < recoveredAfterNanos) {
            return;
        }
        log.warn("the job {} has recovered, after {} failures since {}", job, failures, first.at());
        toldKinds.clear();
        failures = 0;
        first = null;
        last = null;
    }

    /** Empty while the job is well. */
    synchronized Optional<JobTrouble> trouble() {
        return first == null || last == null || failures < 2
                ? Optional.empty()
                : Optional.of(new JobTrouble(first.at(), failures, last));
    }

    /** For how long it has kept restarting, 0 while it is well. */
    synchronized double failingSeconds(long nowNanos) {
        return trouble().isEmpty() ? 0 : (nowNanos - firstNanos) / 1e9;
    }
}
