package io.tachograph.bench.compare;

import io.tachograph.bench.result.RunResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that runs have and that can be better or worse. */
interface Quantity {
    /** By the names of definitions.md. */
    String metric();

    /** E.g. {@code p99}; empty where the metric is one number. */
    String statistic();

    String unit();

    Scale scale();

    boolean higherIsBetter();

    /** Whether a run has it. */
    boolean in(RunResult run);

    /** How many requests say it. */
    long requests(RunResult run);

    /** Fewest requests with which it is an estimate at all. */
    long fewest();

    /** Of all runs together; never called for runs that do not have it. */
    double of(List<RunResult> runs);

    /** With an interval from inside the runs; null when they are too short for one. */
    @Nullable
    SideEstimate within(List<RunResult> runs, double confidence);
}
