package io.tachograph.store;

import org.jspecify.annotations.Nullable;

/**
 * One model's traffic over a range, for a person to look at.
 *
 * @param model model name
 * @param requests finished attempts, cancelled ones included
 * @param failed attempts that neither succeeded nor were cancelled
 * @param ttftP50Seconds from merged histograms, null without streamed successes
 * @param ttftP95Seconds from merged histograms, null without streamed successes
 * @param outputTokensPerSecond output tokens of successes over the measured seconds
 * @param rank newest rank by median TTFT, null without one
 */
public record ModelSummary(
        String model,
        long requests,
        long failed,
        @Nullable Double ttftP50Seconds,
        @Nullable Double ttftP95Seconds,
        double outputTokensPerSecond,
        @Nullable Integer rank) {}
