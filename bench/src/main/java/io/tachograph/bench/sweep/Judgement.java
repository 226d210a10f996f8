package io.tachograph.bench.sweep;

import org.jspecify.annotations.Nullable;

/**
 * What the trials of a rate say together.
 *
 * @param verdict about the rate
 * @param reason why
 * @param attainment share of all offered requests that were good, counted from when they were scheduled; null without SLO
 * @param low lower end of its interval
 * @param high upper end of its interval
 * @param offered requests it is of
 * @param effective how many independent requests they are worth
 * @param growth of the longest trial's queue, null when it does not say
 */
public record Judgement(
        SweepVerdict verdict,
        String reason,
        @Nullable Double attainment,
        @Nullable Double low,
        @Nullable Double high,
        long offered,
        double effective,
        @Nullable Growth growth) {
    static Judgement without(SweepVerdict verdict, String reason, long offered) {
        return new Judgement(verdict, reason, null, null, null, offered, 0, null);
    }
}
