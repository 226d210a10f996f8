package io.tachograph.jobs.recompute;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a re-computation met, from the accumulators of its job.
 *
 * @param requests request records in the range, duplicates included
 * @param outside request records that were read and not in the range
 * @param deadLetters records that cannot count
 * @param written windows in the store, by resolution
 */
public record RecomputationCounts(long requests, long outside, long deadLetters, Map<String, Long> written) {
    static final String REQUESTS = "requests";
    static final String OUTSIDE = "outside";
    static final String DEAD_LETTERS = "dead-letters";
    static final String WRITTEN = "written-";

    public static RecomputationCounts of(Map<String, Object> accumulators) {
        return new RecomputationCounts(
                number(accumulators.get(REQUESTS)),
                number(accumulators.get(OUTSIDE)),
                number(accumulators.get(DEAD_LETTERS)),
                bySuffix(accumulators, WRITTEN));
    }

    /** Both together. */
    public RecomputationCounts plus(RecomputationCounts other) {
        return new RecomputationCounts(
                requests + other.requests,
                outside + other.outside,
                deadLetters + other.deadLetters,
                sum(written, other.written));
    }

    private static long number(@Nullable Object value) {
        return value instanceof Long number ? number : 0;
    }

    private static Map<String, Long> bySuffix(Map<String, Object> accumulators, String prefix) {
        Map<String, Long> values = new TreeMap<>();
        accumulators.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                values.put(name.substring(prefix.length()), number(value));
            }
        });
        return values;
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> sum = new TreeMap<>(one);
        other.forEach((key, value) -> sum.merge(key, value, Long::sum));
        return sum;
    }
}
