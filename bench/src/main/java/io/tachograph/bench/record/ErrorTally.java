package io.tachograph.bench.record;

import io.tachograph.bench.result.ErrorCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what failed requests said. Up to 1,000 different messages are kept apart; what says something else after that,
 * and what is not among the most frequent, is counted together. Not thread-safe.
 */
final class ErrorTally {
    static final int MAX_DISTINCT = 1_000;
    static final int MAX_LISTED = 20;
    static final String OTHER = "(other)";

    private record Said(String outcome, String message) {}

    private final Map<Said, Long> counts = new HashMap<>();
    private long others;

    void add(String outcome, String message) {
        Said said = new Said(outcome, message);
        if (counts.size() < MAX_DISTINCT || counts.containsKey(said)) {
            counts.merge(said, 1L, Long::sum);
        } else {
            others++;
        }
    }

    /** Most frequent first, and all that remains in the last. */
    List<ErrorCount> mostFrequent() {
        List<ErrorCount> all = new ArrayList<>();
        counts.forEach((said, count) -> all.add(new ErrorCount(said.outcome(), said.message(), count)));
        all.sort(Comparator.comparingLong(ErrorCount::count)
                .reversed()
                .thenComparing(ErrorCount::outcome)
                .thenComparing(ErrorCount::message));
        if (all.size() <= MAX_LISTED && others == 0) {
            return all;
        }
        List<ErrorCount> listed = new ArrayList<>(all.subList(0, Math.min(all.size(), MAX_LISTED - 1)));
        long rest = others
                + all.stream().skip(listed.size()).mapToLong(ErrorCount::count).sum();
        listed.add(new ErrorCount(OTHER, OTHER, rest));
        return listed;
    }
}
