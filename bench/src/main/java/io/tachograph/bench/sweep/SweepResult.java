package io.tachograph.bench.sweep;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep found. Its JSON form has these names in snake case; {@link #FORMAT} rises when a name or meaning changes.
 *
 * @param format version of this form
 * @param swept {@code rate} in requests per second of an open loop, or {@code concurrency} of a closed one
 * @param settings of a search, null for a list of values
 * @param trials in the order in which they were made
 * @param found the highest rate that meets the SLO and was confirmed, null when there is none or none was searched
 * @param failing the lowest rate above it that does not surely meet it, null when the highest one allowed does
 * @param valid false when the client and not the target set the limit, or the sweep was ended early
 * @param reason what the outcome is, in a sentence
 */
public record SweepResult(
        int format,
        String swept,
        @Nullable SweepSettings settings,
        List<SweepTrial> trials,
        @Nullable Double found,
        @Nullable Double failing,
        boolean valid,
        String reason) {
    public static final int FORMAT = 1;
    public static final String RATE = "rate";
    public static final String CONCURRENCY = "concurrency";

    public SweepResult {
        trials = List.copyOf(trials);
    }
}
