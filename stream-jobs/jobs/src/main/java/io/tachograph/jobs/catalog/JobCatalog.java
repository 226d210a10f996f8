package io.tachograph.jobs.catalog;

import io.tachograph.jobs.PipelineConfig;
import java.util.List;
import java.util.stream.Collectors;

/** Every job, by name. A new one is one line here. */
public final class JobCatalog {
    private static final List<JobDefinition<?>> ALL = List.of(new JobDefinition<>(
            RequestWindowsJob.NAME,
            "request timings to windows of 10 s and longer: histograms, counts, dead letters",
            PipelineConfig.class,
            RequestWindowsJob::define));

    private JobCatalog() {}

    /** In the order of the data's way. */
    public static List<JobDefinition<?>> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException when no job is called so; the message lists those there are */
    public static JobDefinition<?> named(String name) {
        return ALL.stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no job is called '" + name + "'; there are "
                        + ALL.stream().map(JobDefinition::name).collect(Collectors.joining(", "))));
    }
}
