package io.tachograph.schemas.metric;

import io.tachograph.schemas.avro.RequestTiming;

/**
 * What latencies are computed of: one request's stamps, in nanoseconds relative to {@code sent}, and its tokens. Each but
 * {@link #scheduledNanos} and {@link #closedNanos} may be {@link #NONE}.
 */
public interface RequestStamps {
    /** No such stamp or count. */
    long NONE = Long.MIN_VALUE;

    /** The stamps of a record. */
    static RequestStamps of(RequestTiming record) {
        return new RecordStamps(record);
    }

    boolean streamed();

    /** Whether {@code sent} is only when somebody asked, as in a span: what came before the first byte is not known. */
    boolean traced();

    /** Zero or negative. */
    long scheduledNanos();

    /** Zero or negative. */
    long begunNanos();

    long firstChunkNanos();

    long firstTokenNanos();

    long firstOutputTokenNanos();

    long lastTokenNanos();

    long closedNanos();

    long outputTokens();

    /** One where nobody said. */
    long tokensInFirstChunk();
}
