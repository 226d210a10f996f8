package io.tachograph.bench.record;

import io.tachograph.client.endpoint.Details;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A finished request as everything after the queue sees it: its place in the run, and each metric as
 * {@code definitions.md} has it. All times are nanoseconds from the start of the run.
 */
final class RequestView {
    /** There is no such value. Durations are never negative. */
    static final long ABSENT = -1;

    final long number;
    final Phase phase;
    final RequestTiming record;
    final Details details;
    final long scheduledNanos;
    final long sentNanos;
    final long closedNanos;
    private final long[] metricNanos = new long[Metric.values().length];

    RequestView(long number, Phase phase, long scheduledNanos, RequestTiming record, Details details) {
        this.number = number;
        this.phase = phase;
        this.record = record;
        this.details = details;
        this.scheduledNanos = scheduledNanos;
        this.sentNanos = scheduledNanos - record.getScheduledNanos();
        this.closedNanos = sentNanos + record.getClosedNanos();
        fill();
    }

    private void fill() {
        Arrays.fill(metricNanos, ABSENT);
        long lag = -record.getScheduledNanos();
        set(Metric.LAG, lag);
        set(Metric.CONNECT, record.getBegunNanos() == null ? ABSENT : -record.getBegunNanos());
        Long lastToken = record.getLastTokenNanos();
        // Not streamed: the answer is there when it is all there. Streamed without a token: nothing to time.
        long e2e = record.getStreamed() ? orAbsent(lastToken) : record.getClosedNanos();
        set(Metric.E2E, e2e);
        set(Metric.E2E_SCHEDULED, e2e == ABSENT ? ABSENT : e2e + lag);
        if (record.getStreamed()) {
            set(Metric.TTFT_FIRST_CHUNK, orAbsent(record.getFirstChunkNanos()));
            set(Metric.TTFO, orAbsent(record.getFirstOutputTokenNanos()));
            Long firstToken = record.getFirstTokenNanos();
            if (firstToken != null) {
                set(Metric.TTFT, firstToken);
                set(Metric.TTFT_SCHEDULED, firstToken + lag);
                set(Metric.TPOT, tpot(firstToken, lastToken));
            }
        }
    }

    /** To the nearest nanosecond. */
    private long tpot(long firstToken, @Nullable Long lastToken) {
        if (lastToken == null || record.getOutputTokens() == null) {
            return ABSENT;
        }
        long divisor = record.getOutputTokens() - tokensInFirstChunk();
        return divisor > 0 ? (lastToken - firstToken + divisor / 2) / divisor : ABSENT;
    }

    private int tokensInFirstChunk() {
        Integer said = record.getTokensInFirstChunk();
        return said == null ? 1 : said;
    }

    /** Streamed, and known to have no token after those of the first chunk. */
    boolean cameInOneChunk() {
        return nanos(Metric.TTFT) != ABSENT && knowsOutputTokens() && outputTokens() <= tokensInFirstChunk();
    }

    boolean knowsOutputTokens() {
        return record.getOutputTokens() != null;
    }

    private void set(Metric metric, long nanos) {
        metricNanos[metric.ordinal()] = nanos;
    }

    private static long orAbsent(@Nullable Long nanos) {
        return nanos == null ? ABSENT : nanos;
    }

    /** Nanoseconds, {@link #ABSENT} when the request has no such value; never of {@link Metric#ICL}. */
    long nanos(Metric metric) {
        return metricNanos[metric.ordinal()];
    }

    boolean isOk() {
        return record.getOutcome() == Outcome.OK;
    }

    /** A success of a stream in which no token was found, though the server says that it generated some. */
    boolean hasNoTiming() {
        return isOk() && record.getStreamed() && record.getFirstTokenNanos() == null;
    }

    boolean isCancelled() {
        return record.getOutcome() == Outcome.CANCELLED;
    }

    long outputTokens() {
        Long tokens = record.getOutputTokens();
        return tokens == null ? 0 : tokens;
    }
}
