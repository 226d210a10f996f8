package io.tachograph.standalone.jobs;

import io.tachograph.embedded.flink.JobFailure;
import java.time.Instant;

/**
 * Failures of a job that belong together.
 *
 * @param since when the first was, by the wall clock
 * @param failures how many there were, at least two
 * @param last the latest
 */
public record JobTrouble(Instant since, int failures, JobFailure last) {
    public JobTrouble {
        if (failures < 2) {
            throw new IllegalArgumentException("a job with " + failures + " failures does not keep restarting");
        }
    }
}
