package io.tachograph.client.workload.trace;

import org.jspecify.annotations.Nullable;

/**
 * How a trace is read.
 *
 * @param format of the file
 * @param unit of its times; null for the format's, or what the times themselves show
 * @param blockTokens tokens that one of the {@code hash_ids} stands for; null for what the rows themselves show
 */
public record TraceReading(
        TraceFormat format,
        @Nullable TraceUnit unit,
        @Nullable Integer blockTokens) {
    /** All found out. */
    public static final TraceReading AUTO = new TraceReading(TraceFormat.AUTO, null, null);

    /** @throws IllegalArgumentException when blocks are no tokens long */
    public TraceReading {
        if (blockTokens != null && blockTokens < 1) {
            throw new IllegalArgumentException(
                    "blocks of a trace have " + blockTokens + " tokens, but need at least 1");
        }
    }
}
