package io.tachograph.client.endpoint;

import io.tachograph.client.clock.WallClock;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.RequestId;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the records of a target's attempts: what was known before, and what the timer saw. Thread-safe. */
final class TimingRecordWriter {
    private final TargetConfig target;
    private final boolean chunksAreTokens;
    private final WallClock wallClock;

    /** @param chunksAreTokens whether chunks are counted where the target does not report how many tokens it sent */
    TimingRecordWriter(TargetConfig target, boolean chunksAreTokens, WallClock wallClock) {
        this.target = target;
        this.chunksAreTokens = chunksAreTokens;
        this.wallClock = wallClock;
    }

    RequestTiming of(
            AttemptFacts request,
            @Nullable String engineVersion,
            AttemptMeasurements timer,
            MeasuredAnswer.Ending ending,
            boolean clientBound,
            long closedNanos) {
        long origin = timer.originNanos();
        TokenCounts tokens = TokenCounts.of(timer, chunksAreTokens);
        LatencyHistogram gaps = timer.chunkGaps;
        // In the order of the schema, and not by its builder, which checks and copies every field.
        return new RequestTiming(
                bytes(request.id()),
                request.attempt(),
                target.slug(),
                target.cluster(),
                target.framework(),
                target.model(),
                request.api(),
                engineVersion,
                request.tenant(),
                request.provenance().origin(),
                request.provenance().runId(),
                request.provenance().agent(),
                request.streamed(),
                request.promptChars(),
                wallClock.microsAt(origin),
                Math.min(0, request.scheduledNanos() - origin),
                since(origin, timer.headersNanos),
                since(origin, timer.firstChunkNanos),
                since(origin, timer.firstTokenNanos),
                since(origin, timer.firstOutputTokenNanos),
                since(origin, timer.lastTokenNanos),
                closedNanos - origin,
                gaps == null ? null : gaps.toWire(),
                ending.outcome().outcome(),
                ending.httpStatus(),
                ending.retryAfterMillis(),
                ending.outcome().error(),
                timer.finishReason,
                timer.contentChunks,
                count(tokens.input()),
                count(tokens.cachedInput()),
                count(tokens.output()),
                count(tokens.reasoning()),
                tokens.inFirstChunk() < 0 ? null : (int) tokens.inFirstChunk(),
                tokens.source(),
                clientBound,
                timer.sentNanos == AttemptMeasurements.NEVER ? null : Math.min(0, timer.takenUpNanos - origin),
                timer.stampSource());
    }

    private static @Nullable Long since(long origin, long nanos) {
        return nanos == AttemptMeasurements.NEVER ? null : nanos - origin;
    }

    private static @Nullable Long count(long told) {
        return told < 0 ? null : told;
    }

    private static RequestId bytes(UUID id) {
        return new RequestId(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }
}
