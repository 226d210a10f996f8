package io.tachograph.standalone.jobs;

import io.tachograph.embedded.flink.JobFailure;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Whether a job keeps restarting. Two failures belong together when less than an hour lies between them, or when no
 * checkpoint completed in between: so checkpoints that time out are one trouble, however long the time-out is. From the
 * second failure on the job keeps restarting, until it has recovered: a checkpoint has completed since its last failure,
 * and it has run without one for three times as long as ever lay between two of them, for an hour at most. One that fails
 * every five minutes is not well in between.
 *
 * <p>Logs the cause of each failure once per kind, not each time. Readings of the monotonic clock are given, in
 * nanoseconds. Thread-safe.
 */
final class JobHealth {
    private static final long MEMORY_NANOS = Duration.ofHours(1).toNanos();
    private static final int QUIET_GAPS = 3;

    private final String job;
    private final long recoveredAfterNanos;
    private final Logger log;
    private final Set<String> toldKinds = new HashSet<>();
    private int failures;
    private boolean recovered;
    private long firstNanos;
    private long lastNanos;
    private long longestGapNanos;
    private long checkpointsAtLast;
    private @Nullable JobFailure first;
    private @Nullable JobFailure last;

    /** @param recoveredAfter it is not well sooner than this after a failure, less than an hour */
    JobHealth(String job, Duration recoveredAfter, Logger log) {
        this.job = job;
        this.recoveredAfterNanos = recoveredAfter.toNanos();
        this.log = log;
    }

    /** @param checkpoints how many have completed since the job was started */
    synchronized void failed(JobFailure failure, long nowNanos, long checkpoints) {
        look(nowNanos, checkpoints);
        if (first == null) {
            first = failure;
            firstNanos = nowNanos;
            longestGapNanos = 0;
        } else {
            longestGapNanos = Math.max(longestGapNanos, nowNanos - lastNanos);
        }
        failures++;
        recovered = false;
        last = failure;
        lastNanos = nowNanos;
        checkpointsAtLast = checkpoints;
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

    /**
     * Notices that the job has recovered; to be called every now and then while it runs.
     *
     * @param checkpoints how many have completed since the job was started
     */
    synchronized void look(long nowNanos, long checkpoints) {
        if (first == null || checkpoints <= checkpointsAtLast) {
            return;
        }
        long quietNanos = nowNanos - lastNanos;
        if (!recovered && quietNanos >= quietNanosToRecover()) {
            log.warn("the job {} has recovered, after {} failures since {}", job, failures, first.at());
            toldKinds.clear();
            recovered = true;
        }
        if (quietNanos >= MEMORY_NANOS) {
            failures = 0;
            first = null;
            last = null;
        }
    }

    private long quietNanosToRecover() {
        long capped = Math.min(longestGapNanos, MEMORY_NANOS / QUIET_GAPS);
        return Math.max(recoveredAfterNanos, QUIET_GAPS * capped);
    }

    /** Empty while the job is well. */
    synchronized Optional<JobTrouble> trouble() {
        return first == null || last == null || failures < 2 || recovered
                ? Optional.empty()
                : Optional.of(new JobTrouble(first.at(), failures, last));
    }

    /** For how long it has kept restarting, 0 while it is well. */
    synchronized double failingSeconds(long nowNanos) {
        return trouble().isEmpty() ? 0 : (nowNanos - firstNanos) / 1e9;
    }
}
