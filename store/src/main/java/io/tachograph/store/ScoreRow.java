package io.tachograph.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of one score in [start, end). Replaced only by what it said at the same time or later.
 *
 * @param source which system says so
 * @param name of the score
 * @param type numeric, boolean, categorical
 * @param category of a categorical score, else empty
 * @param model empty when unknown
 * @param tenant empty when unknown
 * @param scores how many, those without a value included
 * @param mean of those with a value; null when none has one; likewise what follows
 * @param agent that read it
 */
public record ScoreRow(
        String source,
        String name,
        String type,
        String category,
        String model,
        String tenant,
        Instant start,
        Instant end,
        Instant assertedAt,
        long scores,
        @Nullable Double mean,
        @Nullable Double minimum,
        @Nullable Double maximum,
        String agent) {}
