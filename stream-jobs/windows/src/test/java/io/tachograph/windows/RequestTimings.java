package io.tachograph.windows;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestId;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import java.nio.ByteBuffer;

/** Requests to test with. */
public final class RequestTimings {
    /** 2026-01-01T00:00:00Z. */
    public static final long MIDNIGHT_MILLIS = 1_767_225_600_000L;

    private static final long MILLI = 1_000_000L;

    private RequestTimings() {}

    public static RequestId id(long number) {
        return new RequestId(ByteBuffer.allocate(16)
                .putLong(0x5eed_0000_0000_0001L)
                .putLong(number)
                .array());
    }

    /**
     * A streamed success: head after 10 ms, role chunk after 20 ms, first token after 100 ms, eleven tokens, one each
     * 10 ms, closed 5 ms after the last; scheduled 3 ms before it was sent.
     */
    public static RequestTiming.Builder success(long number, long sentAtMillis) {
        return RequestTiming.newBuilder()
                .setRequestId(id(number))
                .setTarget("lab-vllm-atlas-8b")
                .setCluster("lab")
                .setFramework("vllm")
                .setModel("atlas-8b")
                .setApi("openai-chat")
                .setEngineVersion("0.30.0")
                .setOrigin(Origin.PROBE)
                .setAgent("agent-1")
                .setStreamed(true)
                .setPromptChars(120)
                .setSentAtMicros(sentAtMillis * 1_000)
                .setScheduledNanos(-3 * MILLI)
                .setHeadersNanos(10 * MILLI)
                .setFirstChunkNanos(20 * MILLI)
                .setFirstTokenNanos(100 * MILLI)
                .setFirstOutputTokenNanos(100 * MILLI)
                .setLastTokenNanos(200 * MILLI)
                .setClosedNanos(205 * MILLI)
                .setOutcome(Outcome.OK)
                .setHttpStatus(200)
                .setFinishReason("stop")
                .setContentChunks(11)
                .setInputTokens(30L)
                .setOutputTokens(11L)
                .setTokenSource(TokenSource.USAGE)
                .setStampSource(StampSource.READ);
    }

    /** A request that the target answered with HTTP 500 after 50 ms. */
    public static RequestTiming.Builder failure(long number, long sentAtMillis) {
        return success(number, sentAtMillis)
                .setOutcome(Outcome.HTTP_ERROR)
                .setHttpStatus(500)
                .setHeadersNanos(50 * MILLI)
                .setFirstChunkNanos(null)
                .setFirstTokenNanos(null)
                .setFirstOutputTokenNanos(null)
                .setLastTokenNanos(null)
                .setClosedNanos(50 * MILLI)
                .setFinishReason(null)
                .setContentChunks(0)
                .setInputTokens(null)
                .setOutputTokens(null)
                .setTokenSource(TokenSource.NONE);
    }
}
