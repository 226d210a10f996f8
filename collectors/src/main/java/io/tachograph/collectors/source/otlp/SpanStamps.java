package io.tachograph.collectors.source.otlp;

import org.jspecify.annotations.Nullable;

/**
 * When a call's first chunk and token came, as far as its span tells; nanoseconds from the span's start.
 *
 * @param impossible how many of the told times lie outside of their span or before one another, and are left out
 */
record SpanStamps(@Nullable Long firstChunkNanos, @Nullable Long firstTokenNanos, int impossible) {
    /**
     * A span is timed by the wall clock and what happens in it by another: so much later than its end a first chunk may
     * seem to come that was the only one.
     */
    private static final long CLOCKS_APART_NANOS = 10_000_000;

    static final SpanStamps NONE = new SpanStamps(null, null, 0);

    static SpanStamps of(SpanAttributes attributes, long durationNanos) {
        Double chunkSeconds = attributes.number(SpanAttributes.FIRST_CHUNK);
        Double tokenSeconds = attributes.number(SpanAttributes.FIRST_TOKEN);
        Long chunk = within(chunkSeconds, 0, durationNanos);
        Long token = within(tokenSeconds, chunk == null ? 0 : chunk, durationNanos);
        int impossible =
                (chunkSeconds != null && chunk == null ? 1 : 0) + (tokenSeconds != null && token == null ? 1 : 0);
        return new SpanStamps(chunk, token, impossible);
    }

    private static @Nullable Long within(@Nullable Double seconds, long fromNanos, long toNanos) {
        if (seconds == null) {
            return null;
        }
        long nanos = Math.round(seconds * 1e9);
        return nanos < fromNanos || nanos > toNanos + CLOCKS_APART_NANOS ? null : Math.min(nanos, toNanos);
    }

    /** Whether the answer came piece by piece. */
    boolean ofAStream() {
        return firstChunkNanos != null || firstTokenNanos != null;
    }
}
