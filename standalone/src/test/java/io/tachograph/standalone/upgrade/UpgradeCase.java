package io.tachograph.standalone.upgrade;

import io.tachograph.jobs.catalog.JobDefinition;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.schemas.Topic;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What there is to know of a job whose savepoints a later release has to resume from.
 *
 * @param job the job
 * @param settings those it was recorded with
 * @param last names of its last operators that work by the clock
 * @param tables that it writes, without their schema
 * @param topics that it writes, all but dead letters
 * @param stream what it is recorded with
 */
record UpgradeCase(
        JobDefinition<?> job,
        JobSettings settings,
        Set<String> last,
        List<String> tables,
        List<Topic> topics,
        Supplier<RecordedRun> stream) {
    String name() {
        return job.name();
    }

    @Override
    public String toString() {
        return name();
    }
}
