package io.tachograph.collectors.target;

import io.tachograph.collectors.clock.WallClock;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.RequestId;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.TokenSource;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the record of an attempt: what was known before it, and what the timer saw. */
final class TimingRecord {
    private final TargetConfig target;
    private final PromptRequest request;
    private final @Nullable String engineVersion;
    private final WallClock wallClock;

    TimingRecord(TargetConfig target, PromptRequest request, @Nullable String engineVersion, WallClock wallClock) {
        this.target = target;
        this.request = request;
        this.engineVersion = engineVersion;
        this.wallClock = wallClock;
    }

    RequestTiming of(
            StreamTimer timer,
            Verdict verdict,
            @Nullable Integer httpStatus,
            @Nullable Long retryAfterMillis,
            long closedNanos) {
        long origin = timer.sentNanos == null ? timer.beganNanos : timer.sentNanos;
        boolean chunksTell = timer.outputTokens == null && timer.contentChunks > 0;
        LatencyHistogram gaps = timer.chunkGaps;
        return RequestTiming.newBuilder()
                .setRequestId(bytes(request.id()))
                .setAttempt(request.attempt())
                .setTarget(target.slug())
                .setCluster(target.cluster())
                .setFramework(target.framework())
                .setModel(target.model())
                .setApi(target.api())
                .setEngineVersion(engineVersion)
                .setTenant(target.tenant())
                .setOrigin(request.provenance().origin())
                .setRunId(request.provenance().runId())
                .setAgent(request.provenance().agent())
                .setStreamed(request.options().streamed())
                .setPromptChars(request.prompt().codePoints())
                .setSentAtMicros(wallClock.microsAt(origin))
                .setScheduledNanos(Math.min(0, request.scheduledNanos() - origin))
                .setHeadersNanos(since(origin, timer.headersNanos))
                .setFirstChunkNanos(since(origin, timer.firstChunkNanos))
                .setFirstTokenNanos(since(origin, timer.firstTokenNanos))
                .setFirstOutputTokenNanos(since(origin, timer.firstOutputTokenNanos))
                .setLastTokenNanos(since(origin, timer.lastTokenNanos()))
                .setClosedNanos(closedNanos - origin)
                .setChunkGaps(gaps == null ? null : gaps.toWire())
                .setOutcome(verdict.outcome())
                .setHttpStatus(httpStatus)
                .setRetryAfterMillis(retryAfterMillis)
                .setError(verdict.error())
                .setFinishReason(timer.finishReason)
                .setContentChunks(timer.contentChunks)
                .setInputTokens(timer.inputTokens)
                .setCachedInputTokens(timer.cachedInputTokens)
                .setOutputTokens(chunksTell ? Long.valueOf(timer.contentChunks) : timer.outputTokens)
                .setReasoningTokens(timer.reasoningTokens)
                .setTokensInFirstChunk(timer.tokensInFirstChunk)
                .setTokenSource(
                        chunksTell
                                ? TokenSource.CHUNKS
                                : timer.outputTokens == null ? TokenSource.NONE : TokenSource.USAGE)
                .setClientBound(false)
                .build();
    }

    private static @Nullable Long since(long origin, @Nullable Long nanos) {
        return nanos == null ? null : nanos - origin;
    }

    private static RequestId bytes(UUID id) {
        return new RequestId(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }
}
