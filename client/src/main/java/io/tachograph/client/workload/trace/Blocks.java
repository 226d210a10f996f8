package io.tachograph.client.workload.trace;

import io.tachograph.client.workload.rows.JsonRow;
import org.jspecify.annotations.Nullable;

/**
 * Finds how many tokens one of a trace's {@code hash_ids} stands for. A prompt of L tokens has ⌈L/b⌉ blocks of b, so n
 * ids show that ⌈L/n⌉ ≤ b ≤ ⌊(L−1)/(n−1)⌋; where ids of whole blocks only were written, the left side does not hold.
 */
final class Blocks {
    /** Mooncake's, and therefore the first guess. */
    private static final int USUAL = 512;

    private final @Nullable Integer given;
    private int least = 1;
    private int most = Integer.MAX_VALUE;
    private boolean any;

    Blocks(@Nullable Integer given) {
        this.given = given;
    }

    /** @throws IllegalArgumentException when the row fits no length, or not the one that was given */
    void see(JsonRow row, int tokens, int ids) {
        if (ids == 0) {
            return;
        }
        any = true;
        least = Math.max(least, (tokens + ids - 1) / ids);
        if (ids == 1 && tokens > 0) {
            return;
        }
        int longest = ids == 1 ? 0 : (tokens - 1) / (ids - 1);
        if (tokens == 0 || longest < (given == null ? 1 : given)) {
            throw row.place()
                    .wrong(ids + " hash_ids, but " + tokens + " tokens are fewer "
                            + (given == null
                                    ? "than that"
                                    : "blocks of " + given + "; --trace-block sets their length"));
        }
        most = Math.min(most, longest);
    }

    int tokens() {
        if (given != null) {
            return given;
        }
        if (USUAL >= least && USUAL <= most) {
            return USUAL;
        }
        if (least > most) {
            // Ids of whole blocks only.
            return Math.min(USUAL, Integer.highestOneBit(most));
        }
        int power = Integer.highestOneBit(most);
        return power >= least ? power : least;
    }

    /** In words, empty when the trace has no ids. */
    String describe() {
        if (!any) {
            return "";
        }
        return "blocks of " + tokens() + " tokens (" + (given != null ? "given" : reason()) + ")";
    }

    private String reason() {
        if (least == most) {
            return "found: no other length fits";
        }
        if (least > most) {
            return "assumed: up to " + most + " would fit; --trace-block sets it";
        }
        String longest = most == Integer.MAX_VALUE ? " or more" : " to " + most;
        return "assumed: " + least + longest + " would fit; --trace-block sets it";
    }
}
