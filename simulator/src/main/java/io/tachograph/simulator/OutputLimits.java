package io.tachograph.simulator;

/**
 * How long an answer may get.
 *
 * @param most tokens at which it is cut off with reason {@code length}, at least 1
 * @param least tokens before which the model does not end by itself, at most {@code most}
 * @param ignoreEnd whether the model never ends by itself
 */
record OutputLimits(int most, int least, boolean ignoreEnd) {

    /** Tokens of an answer that would naturally end after {@code naturalTokens}. */
    int outputTokens(int naturalTokens) {
        return ignoreEnd ? most : Math.min(most, Math.max(least, naturalTokens));
    }

    /** Length when the answer was cut off, stop when it ended by itself. */
    FinishReason reason(int naturalTokens) {
        return ignoreEnd || naturalTokens > most ? FinishReason.LENGTH : FinishReason.STOP;
    }
}
