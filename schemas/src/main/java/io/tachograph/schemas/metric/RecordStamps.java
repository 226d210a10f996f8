package io.tachograph.schemas.metric;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestTiming;
import org.jspecify.annotations.Nullable;

/** The stamps of a wire record. */
record RecordStamps(RequestTiming timing) implements RequestStamps {
    @Override
    public boolean streamed() {
        return timing.getStreamed();
    }

    @Override
    public boolean traced() {
        return timing.getOrigin() == Origin.TRACED;
    }

    @Override
    public long scheduledNanos() {
        return timing.getScheduledNanos();
    }

    @Override
    public long begunNanos() {
        return orNone(timing.getBegunNanos());
    }

    @Override
    public long firstChunkNanos() {
        return orNone(timing.getFirstChunkNanos());
    }

    @Override
    public long firstTokenNanos() {
        return orNone(timing.getFirstTokenNanos());
    }

    @Override
    public long firstOutputTokenNanos() {
        return orNone(timing.getFirstOutputTokenNanos());
    }

    @Override
    public long lastTokenNanos() {
        return orNone(timing.getLastTokenNanos());
    }

    @Override
    public long closedNanos() {
        return timing.getClosedNanos();
    }

    @Override
    public long outputTokens() {
        return orNone(timing.getOutputTokens());
    }

    @Override
    public long tokensInFirstChunk() {
        Integer tokens = timing.getTokensInFirstChunk();
        return tokens == null ? 1 : tokens;
    }

    private static long orNone(@Nullable Long value) {
        return value == null ? NONE : value;
    }
}
