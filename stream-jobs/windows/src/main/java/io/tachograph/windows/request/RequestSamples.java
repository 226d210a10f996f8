package io.tachograph.windows.request;

import static io.tachograph.windows.request.RequestSample.ABSENT;
import static io.tachograph.windows.request.TimingFields.CACHED_INPUT_TOKENS;
import static io.tachograph.windows.request.TimingFields.FIRST_CHUNK;
import static io.tachograph.windows.request.TimingFields.FIRST_OUTPUT_TOKEN;
import static io.tachograph.windows.request.TimingFields.FIRST_TOKEN;
import static io.tachograph.windows.request.TimingFields.INPUT_TOKENS;
import static io.tachograph.windows.request.TimingFields.LAST_TOKEN;
import static io.tachograph.windows.request.TimingFields.OUTPUT_TOKENS;
import static io.tachograph.windows.request.TimingFields.PROMPT_CHARS;
import static io.tachograph.windows.request.TimingFields.TOKENS_IN_FIRST_CHUNK;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.histogram.PackedHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.Series;
import io.tachograph.windows.KeyedSeries;
import io.tachograph.windows.PromptBand;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns wire records into samples: checks them, and computes each metric as {@code docs/definitions.md} has it. */
public final class RequestSamples {
    private static final long[] NONE = new long[LatencyMetric.values().length];

    static {
        Arrays.fill(NONE, ABSENT);
    }

    private RequestSamples() {}

    /**
     * The sample of a record.
     *
     * @throws InvalidRequestException when the record contradicts itself
     */
    public static RequestSample of(RequestTiming timing, int partition, long offset) throws InvalidRequestException {
        TimingCheck.names(
                timing.getTarget(),
                timing.getModel(),
                timing.getCluster(),
                timing.getFramework(),
                timing.getTenant(),
                timing.getEngineVersion());
        TimingFields fields = new TimingFields();
        fields.set(timing);
        Series series = new Series(
                timing.getTarget(),
                timing.getCluster(),
                timing.getFramework(),
                timing.getModel(),
                timing.getEngineVersion() == null ? "" : timing.getEngineVersion(),
                timing.getTenant(),
                timing.getOrigin().name().toLowerCase(Locale.ROOT),
                bandOf(fields).key(),
                timing.getStreamed());
        return of(fields, KeyedSeries.of(series), partition, offset);
    }

    /** The sample of a record whose names are checked already. */
    static RequestSample of(TimingFields timing, KeyedSeries series, int partition, long offset)
            throws InvalidRequestException {
        TimingCheck.numbers(timing);
        boolean ok = timing.outcome == Outcome.OK;
        long sentAtMillis = Math.floorDiv(timing.sentAtMicros, 1_000L);
        return new RequestSample(
                series,
                timing.idHigh,
                // Attempts of one request differ here; 122 random bits keep (id, attempt) pairs apart.
                timing.idLow ^ (timing.attempt * 0x9E3779B97F4A7C15L),
                sentAtMillis,
                sentAtMillis + timing.closedNanos / 1_000_000,
                timing.outcome,
                timing.stampSource == StampSource.KERNEL,
                ok ? timing.get(INPUT_TOKENS, 0) : 0,
                ok ? timing.get(CACHED_INPUT_TOKENS, 0) : 0,
                ok && hasTiming(timing) ? timing.get(OUTPUT_TOKENS, 0) : 0,
                ok ? latenciesOf(timing) : none(),
                ok ? chunkGapsOf(timing) : null,
                partition,
                offset);
    }

    /** Whether it is known when its answer came. Tokens that came nobody knows when would win rankings of throughput. */
    private static boolean hasTiming(TimingFields timing) {
        return !timing.streamed || timing.has(FIRST_TOKEN);
    }

    static PromptBand bandOf(TimingFields timing) {
        return timing.has(PROMPT_CHARS) ? PromptBand.of(timing.get(PROMPT_CHARS, 0)) : PromptBand.UNKNOWN;
    }

    private static long[] latenciesOf(TimingFields timing) {
        long[] nanos = none();
        long lag = -timing.scheduledNanos;
        nanos[LatencyMetric.LAG.ordinal()] = lag;
        // Not streamed: the answer is there when it is all there. Streamed without a token: nothing to time.
        long e2e = timing.streamed ? timing.get(LAST_TOKEN, ABSENT) : timing.closedNanos;
        nanos[LatencyMetric.E2E.ordinal()] = e2e;
        nanos[LatencyMetric.E2E_SCHEDULED.ordinal()] = e2e == ABSENT ? ABSENT : e2e + lag;
        if (timing.streamed) {
            nanos[LatencyMetric.TTFT_FIRST_CHUNK.ordinal()] = timing.get(FIRST_CHUNK, ABSENT);
            nanos[LatencyMetric.TTFO.ordinal()] = timing.get(FIRST_OUTPUT_TOKEN, ABSENT);
            if (timing.has(FIRST_TOKEN)) {
                long firstToken = timing.get(FIRST_TOKEN, ABSENT);
                nanos[LatencyMetric.TTFT.ordinal()] = firstToken;
                nanos[LatencyMetric.TTFT_SCHEDULED.ordinal()] = firstToken + lag;
                nanos[LatencyMetric.TPOT.ordinal()] = tpotOf(timing, firstToken);
            }
        }
        return nanos;
    }

    /**
     * (last − first) / (output tokens − tokens in the first chunk), to the nearest nanosecond; {@link
     * RequestSample#NONE_FOLLOWED} for an answer that came in one piece.
     */
    private static long tpotOf(TimingFields timing, long firstToken) {
        if (!timing.has(LAST_TOKEN) || !timing.has(OUTPUT_TOKENS)) {
            return ABSENT;
        }
        long divisor = timing.get(OUTPUT_TOKENS, 0) - timing.get(TOKENS_IN_FIRST_CHUNK, 1);
        return divisor > 0
                ? (timing.get(LAST_TOKEN, 0) - firstToken + divisor / 2) / divisor
                : RequestSample.NONE_FOLLOWED;
    }

    private static @Nullable PackedHistogram chunkGapsOf(TimingFields timing) throws InvalidRequestException {
        if (!timing.hasGaps || !timing.streamed) {
            return null;
        }
        try {
            return timing.gaps.pack();
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("chunk gaps: " + e.getMessage());
        }
    }

    private static long[] none() {
        return NONE.clone();
    }
}
