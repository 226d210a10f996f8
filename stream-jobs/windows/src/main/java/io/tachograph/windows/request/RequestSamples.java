package io.tachograph.windows.request;

import static io.tachograph.windows.request.RequestSample.ABSENT;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.store.Series;
import io.tachograph.windows.LatencyMetric;
import io.tachograph.windows.PromptBand;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns wire records into samples: checks them, and computes each metric as {@code docs/definitions.md} has it. */
public final class RequestSamples {
    private RequestSamples() {}

    /**
     * The sample of a record.
     *
     * @throws InvalidRequestException when the record contradicts itself
     */
    public static RequestSample of(RequestTiming timing, int partition, long offset) throws InvalidRequestException {
        TimingCheck.check(timing);
        boolean ok = timing.getOutcome() == Outcome.OK;
        ByteBuffer id = ByteBuffer.wrap(timing.getRequestId().bytes());
        long sentAtMillis = Math.floorDiv(timing.getSentAtMicros(), 1_000L);
        return new RequestSample(
                seriesOf(timing),
                id.getLong(0),
                // Attempts of one request differ here; 122 random bits keep (id, attempt) pairs apart.
                id.getLong(8) ^ (timing.getAttempt() * 0x9E3779B97F4A7C15L),
                sentAtMillis,
                sentAtMillis + timing.getClosedNanos() / 1_000_000,
                timing.getOutcome(),
                ok ? orZero(timing.getInputTokens()) : 0,
                ok ? orZero(timing.getCachedInputTokens()) : 0,
                ok ? orZero(timing.getOutputTokens()) : 0,
                ok ? latenciesOf(timing) : none(),
                ok ? chunkGapsOf(timing) : null,
                partition,
                offset);
    }

    private static Series seriesOf(RequestTiming timing) {
        return new Series(
                timing.getTarget(),
                timing.getCluster(),
                timing.getFramework(),
                timing.getModel(),
                timing.getEngineVersion() == null ? "" : timing.getEngineVersion(),
                timing.getTenant(),
                timing.getOrigin().name().toLowerCase(Locale.ROOT),
                PromptBand.of(timing.getPromptChars()).key(),
                timing.getStreamed());
    }

    private static long[] latenciesOf(RequestTiming timing) {
        long[] nanos = none();
        long lag = -timing.getScheduledNanos();
        nanos[LatencyMetric.LAG.ordinal()] = lag;
        Long lastToken = timing.getLastTokenNanos();
        // Not streamed: the answer is there when it is all there. Streamed without a token: nothing to time.
        long e2e = timing.getStreamed() ? (lastToken == null ? ABSENT : lastToken) : timing.getClosedNanos();
        nanos[LatencyMetric.E2E.ordinal()] = e2e;
        nanos[LatencyMetric.E2E_SCHEDULED.ordinal()] = e2e == ABSENT ? ABSENT : e2e + lag;
        if (timing.getStreamed()) {
            nanos[LatencyMetric.TTFT_FIRST_CHUNK.ordinal()] = orAbsent(timing.getFirstChunkNanos());
            nanos[LatencyMetric.TTFO.ordinal()] = orAbsent(timing.getFirstOutputTokenNanos());
            Long firstToken = timing.getFirstTokenNanos();
            if (firstToken != null) {
                nanos[LatencyMetric.TTFT.ordinal()] = firstToken;
                nanos[LatencyMetric.TTFT_SCHEDULED.ordinal()] = firstToken + lag;
                nanos[LatencyMetric.TPOT.ordinal()] = tpotOf(timing, firstToken);
            }
        }
        return nanos;
    }

    /** (last − first) / (output tokens − tokens in the first chunk), to the nearest nanosecond. */
    private static long tpotOf(RequestTiming timing, long firstToken) {
        Long lastToken = timing.getLastTokenNanos();
        if (lastToken == null || timing.getOutputTokens() == null) {
            return ABSENT;
        }
        Integer inFirstChunk = timing.getTokensInFirstChunk();
        long divisor = timing.getOutputTokens() - (inFirstChunk == null ? 1 : inFirstChunk);
        return divisor > 0 ? (lastToken - firstToken + divisor / 2) / divisor : ABSENT;
    }

    private static @Nullable LatencyHistogram chunkGapsOf(RequestTiming timing) throws InvalidRequestException {
        if (timing.getChunkGaps() == null || !timing.getStreamed()) {
            return null;
        }
        try {
            return LatencyHistogram.of(timing.getChunkGaps());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("chunk gaps: " + e.getMessage());
        }
    }

    private static long[] none() {
        long[] nanos = new long[LatencyMetric.values().length];
        Arrays.fill(nanos, ABSENT);
        return nanos;
    }

    private static long orAbsent(@Nullable Long nanos) {
        return nanos == null ? ABSENT : nanos;
    }

    private static long orZero(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }
}
