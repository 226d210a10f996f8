package io.tachograph.schemas.metric;

import static io.tachograph.schemas.metric.RequestStamps.NONE;

/** The formula of each latency metric, the same for load tests, the client's health and the stream. Allocates nothing. */
public final class RequestLatency {
    /** The request has no such value. Durations are never negative. */
    public static final long ABSENT = -1;

    /** Of TPOT: no value, because no token followed the first chunk. Nobody had to wait, so it meets every threshold. */
    public static final long NONE_FOLLOWED = -2;

    private RequestLatency() {}

    /**
     * Nanoseconds; {@link #ABSENT} or {@link #NONE_FOLLOWED} where there is no value, as of a metric {@linkplain
     * LatencyMetric#isPerGap per gap}.
     */
    public static long nanos(LatencyMetric metric, RequestStamps of) {
        if (metric.needsStream() && !of.streamed()) {
            return ABSENT;
        }
        return switch (metric) {
            case TTFT -> between(0, of.firstTokenNanos());
            case TTFT_SCHEDULED -> between(of.scheduledNanos(), of.firstTokenNanos());
            case TTFT_FIRST_CHUNK -> between(0, of.firstChunkNanos());
            case TTFO -> between(0, of.firstOutputTokenNanos());
            case TPOT -> perToken(of);
            case ICL -> ABSENT;
            case E2E -> between(0, end(of));
            case E2E_SCHEDULED -> between(of.scheduledNanos(), end(of));
            case LAG -> of.traced() ? ABSENT : between(of.scheduledNanos(), 0);
            case CONNECT -> between(of.begunNanos(), 0);
        };
    }

    private static long between(long from, long to) {
        return from == NONE || to == NONE ? ABSENT : to - from;
    }

    /** Not streamed: the answer is there when it is all there. Streamed without a token: nothing to time. */
    private static long end(RequestStamps of) {
        return of.streamed() ? of.lastTokenNanos() : of.closedNanos();
    }

    /** To the nearest nanosecond. */
    private static long perToken(RequestStamps of) {
        long first = of.firstTokenNanos();
        long last = of.lastTokenNanos();
        long tokens = of.outputTokens();
        if (first == NONE || last == NONE || tokens == NONE) {
            return ABSENT;
        }
        long divisor = tokens - of.tokensInFirstChunk();
        return divisor > 0 ? (last - first + divisor / 2) / divisor : NONE_FOLLOWED;
    }

    /** Whether a successful request's value meets a threshold: what is not there was not seen to be good. */
    public static boolean meets(long nanos, long thresholdNanos) {
        return nanos == NONE_FOLLOWED || (nanos >= 0 && nanos <= thresholdNanos);
    }
}
