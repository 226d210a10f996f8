package io.tachograph.client.workload.dataset;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a source is not in its data set.
 *
 * @param withoutQuestion conversations in which nobody asks anything
 * @param odd entries that cannot be asked
 * @param firstOrNull what is wrong with the first odd one, null when there is none
 */
record SkippedEntries(
        long withoutQuestion, long odd, @Nullable IllegalArgumentException firstOrNull) {
    static final SkippedEntries NOTHING = new SkippedEntries(0, 0, null);

    /** What is wrong with the first odd one, to be thrown; only when there is one. */
    IllegalArgumentException first() {
        return Objects.requireNonNull(firstOrNull);
    }

    /** In words behind the number of entries, empty for nothing. */
    String describe() {
        String asked = withoutQuestion == 0 ? "" : " (" + withoutQuestion + " without a question left out)";
        return odd == 0 ? asked : asked + " (" + odd + " odd left out, the first: " + first().getMessage() + ")";
    }
}
