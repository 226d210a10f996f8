package io.tachograph.bench.record;

import io.tachograph.client.endpoint.Details;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.RequestLatency;
import io.tachograph.schemas.metric.RequestStamps;

/**
 * A finished request as everything after the queue sees it: its place in the run, and its latencies. All
 * times are nanoseconds from the start of the run.
 */
final class RequestView {
    private static final LatencyMetric[] METRICS = LatencyMetric.values();

    final long number;
    final Phase phase;
    final RequestTiming record;
    final Details details;
    final long scheduledNanos;
    final long sentNanos;
    final long closedNanos;
    private final long[] latencyNanos = new long[METRICS.length];

    RequestView(long number, Phase phase, long scheduledNanos, RequestTiming record, Details details) {
        this.number = number;
        this.phase = phase;
        this.record = record;
        this.details = details;
        this.scheduledNanos = scheduledNanos;
        this.sentNanos = scheduledNanos - record.getScheduledNanos();
        this.closedNanos = sentNanos + record.getClosedNanos();
        RequestStamps stamps = RequestStamps.of(record);
        for (LatencyMetric metric : METRICS) {
            latencyNanos[metric.ordinal()] = RequestLatency.nanos(metric, stamps);
        }
    }

    /** Nanoseconds, negative where it has no such value, by {@link RequestLatency}. */
    long nanos(LatencyMetric metric) {
        return latencyNanos[metric.ordinal()];
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
