package io.tachograph.embedded.flink;

import java.util.List;

/**
 * What has become of a job since it was started, as of one moment.
 *
 * @param failures the latest that it restarted after, at most 16, the first one first
 * @param completedCheckpoints how many have completed, over all restarts
 */
public record JobHistory(List<JobFailure> failures, long completedCheckpoints) {
    public JobHistory {
        failures = List.copyOf(failures);
    }
}
