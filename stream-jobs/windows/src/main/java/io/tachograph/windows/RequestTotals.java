package io.tachograph.windows;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.histogram.PackedHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What requests add up to: exact counts, exact token sums, one histogram per latency metric, counts of what met an SLO.
 * Merging is exact, associative and commutative, so a minute is the sum of its ten-second windows and a model the sum
 * of its targets.
 *
 * <p>Not thread-safe.
 */
public final class RequestTotals {
    private static final int METRICS = LatencyMetric.WINDOWED.size();

    private long spanFromMillis = Long.MAX_VALUE;
    private long spanToMillis = Long.MIN_VALUE;
    private long requests;
    private long duplicates;
    private long inputTokens;
    private long cachedInputTokens;
    private long outputTokens;
    private long onePiece;
    private long kernelStamped;
    private final long[] outcomes = new long[Outcome.values().length];
    private final @Nullable LatencyHistogram[] latencies = new LatencyHistogram[METRICS];
    /** Made with the first SLO: most models have none. */
    private Map<SloDefinition, SloTotals> slos = Map.of();

    /** States that these totals cover a stretch of time, milliseconds since the epoch, end exclusive. */
    public void cover(long fromMillis, long toMillis) {
        spanFromMillis = Math.min(spanFromMillis, fromMillis);
        spanToMillis = Math.max(spanToMillis, toMillis);
    }

    /** Counts one finished attempt. */
    public void addRequest(Outcome outcome, long input, long cachedInput, long output) {
        requests++;
        outcomes[outcome.ordinal()]++;
        inputTokens += input;
        cachedInputTokens += cachedInput;
        outputTokens += output;
    }

    /** Counts a duplicate of an attempt that is counted already. */
    public void addDuplicate() {
        duplicates++;
    }

    /** Adds successful answers that came in one piece, so that they have no TPOT and meet any. */
    public void addOnePiece(long answers) {
        onePiece += answers;
    }

    /** Adds requests whose stamps are those of the kernel. */
    public void addKernelStamped(long stamped) {
        kernelStamped += stamped;
    }

    /** Adds one value of a latency metric that windows keep, nanoseconds. */
    public void record(LatencyMetric metric, long nanos) {
        histogram(metric).record(nanos);
    }

    /** Adds many values of a latency metric. */
    public void record(LatencyMetric metric, LatencyHistogram values) {
        histogram(metric).merge(values);
    }

    /**
     * Counts one attempt under each of its model's SLOs; a cancelled one is neither good nor bad.
     *
     * @param nanos latencies by {@link LatencyMetric#ordinal}, negative where the attempt has no such value
     */
    public void judge(List<SloDefinition> definitions, Outcome outcome, long[] nanos) {
        if (outcome != Outcome.CANCELLED) {
            for (SloDefinition slo : definitions) {
                sloTotals(slo).add(slo, outcome == Outcome.OK, nanos);
            }
        }
    }

    /** Adds counts of an SLO. */
    public void addSlo(SloDefinition slo, SloTotals counts) {
        sloTotals(slo).merge(counts);
    }

    private SloTotals sloTotals(SloDefinition slo) {
        if (slos.isEmpty()) {
            slos = new LinkedHashMap<>();
        }
        return slos.computeIfAbsent(slo, definition -> new SloTotals());
    }

    /** Adds many values of a latency metric. */
    public void record(LatencyMetric metric, PackedHistogram values) {
        histogram(metric).merge(values);
    }

    /** Adds all of {@code other}, which stays as it is. */
    public void merge(RequestTotals other) {
        cover(other.spanFromMillis, other.spanToMillis);
        addCounts(
                other.requests,
                other.duplicates,
                other.inputTokens,
                other.cachedInputTokens,
                other.outputTokens,
                other.outcomes);
        addOnePiece(other.onePiece);
        addKernelStamped(other.kernelStamped);
        for (LatencyMetric metric : LatencyMetric.WINDOWED) {
            LatencyHistogram values = other.latencies[metric.ordinal()];
            if (values != null) {
                histogram(metric).merge(values);
            }
        }
        other.slos.forEach(this::addSlo);
    }

    /** Adds counts as they were written; {@code byOutcome} is indexed by {@link Outcome#ordinal}. */
    public void addCounts(
            long moreRequests, long moreDuplicates, long input, long cachedInput, long output, long[] byOutcome) {
        requests += moreRequests;
        duplicates += moreDuplicates;
        inputTokens += input;
        cachedInputTokens += cachedInput;
        outputTokens += output;
        Arrays.setAll(outcomes, i -> outcomes[i] + byOutcome[i]);
    }

    private LatencyHistogram histogram(LatencyMetric metric) {
        LatencyHistogram histogram = latencies[metric.ordinal()];
        if (histogram == null) {
            histogram = new LatencyHistogram();
            latencies[metric.ordinal()] = histogram;
        }
        return histogram;
    }

    /** Start of the first window with a request, milliseconds since the epoch; {@link Long#MAX_VALUE} without one. */
    public long spanFromMillis() {
        return spanFromMillis;
    }

    /** End of the last window with a request, exclusive; {@link Long#MIN_VALUE} without one. */
    public long spanToMillis() {
        return spanToMillis;
    }

    /** Finished attempts, cancelled ones included, each once. */
    public long requests() {
        return requests;
    }

    public long duplicates() {
        return duplicates;
    }

    public long inputTokens() {
        return inputTokens;
    }

    public long cachedInputTokens() {
        return cachedInputTokens;
    }

    public long outputTokens() {
        return outputTokens;
    }

    /** Successful answers that came in one piece; part of those with a TTFT, and none of them has a TPOT. */
    public long onePiece() {
        return onePiece;
    }

    /** Requests whose stamps are those of the kernel, whatever their outcome. */
    public long kernelStamped() {
        return kernelStamped;
    }

    public long count(Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    /** Attempts that neither succeeded nor were cancelled. */
    public long failed() {
        return requests - count(Outcome.OK) - count(Outcome.CANCELLED);
    }

    /** Finished attempts that were not cancelled: what an error rate is a share of. */
    public long finished() {
        return requests - count(Outcome.CANCELLED);
    }

    /** Values of a metric, null when there are none. */
    public @Nullable LatencyHistogram latency(LatencyMetric metric) {
        return latencies[metric.ordinal()];
    }

    /**
     * Counts by SLO. An SLO that came while the window was open counted only what came after it, so its eligible
     * attempts may be fewer than {@link #finished}.
     */
    public Map<SloDefinition, SloTotals> slos() {
        return Collections.unmodifiableMap(slos);
    }

    /** Counts by lower-case outcome name, as rows and records have them; outcomes that did not occur are absent. */
    public Map<String, Long> byOutcome() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (count(outcome) > 0) {
                counts.put(outcome.name().toLowerCase(Locale.ROOT), count(outcome));
            }
        }
        return counts;
    }

    /** Each metric's values in another form, by {@link LatencyMetric#key}; metrics without values are absent. */
    public <T> Map<String, T> byMetric(Function<LatencyHistogram, T> form) {
        Map<String, T> values = new LinkedHashMap<>();
        for (LatencyMetric metric : LatencyMetric.WINDOWED) {
            LatencyHistogram histogram = latency(metric);
            if (histogram != null) {
                values.put(metric.key(), form.apply(histogram));
            }
        }
        return values;
    }

    /** A copy that shares nothing with this one. */
    public RequestTotals copy() {
        RequestTotals copy = new RequestTotals();
        copy.merge(this);
        return copy;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof RequestTotals other
                && spanFromMillis == other.spanFromMillis
                && spanToMillis == other.spanToMillis
                && requests == other.requests
                && duplicates == other.duplicates
                && inputTokens == other.inputTokens
                && cachedInputTokens == other.cachedInputTokens
                && outputTokens == other.outputTokens
                && onePiece == other.onePiece
                && kernelStamped == other.kernelStamped
                && Arrays.equals(outcomes, other.outcomes)
                && Arrays.equals(latencies, other.latencies)
                && slos.equals(other.slos);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * requests + outputTokens);
    }

    @Override
    public String toString() {
        return "RequestTotals[requests=" + requests + ", duplicates=" + duplicates + ", outputTokens=" + outputTokens
                + ", latencies=" + Arrays.toString(latencies) + ", slos=" + slos + "]";
    }
}
