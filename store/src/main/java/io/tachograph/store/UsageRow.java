package io.tachograph.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a source says was used in [start, end). Replaced only by what it said at the same time or later; null is what it does
 * not tell.
 *
 * @param source which system says so
 * @param scope what {@code calls} counts: model, trace, session
 * @param name of the traces, empty for other scopes
 * @param model empty when unknown
 * @param tenant empty when unknown
 * @param calls those that failed included
 * @param costUsd US dollars
 * @param latencyP50Seconds by the source's own convention; likewise all that follow
 * @param agent that read it
 */
public record UsageRow(
        String source,
        String scope,
        String name,
        String model,
        String tenant,
        Instant start,
        Instant end,
        Instant assertedAt,
        @Nullable Long calls,
        @Nullable Long failures,
        @Nullable Long inputTokens,
        @Nullable Long cachedInputTokens,
        @Nullable Long outputTokens,
        @Nullable Long totalTokens,
        @Nullable Double costUsd,
        @Nullable Double latencyP50Seconds,
        @Nullable Double latencyP95Seconds,
        @Nullable Double latencyP99Seconds,
        @Nullable Double ttftP95Seconds,
        String agent) {}
