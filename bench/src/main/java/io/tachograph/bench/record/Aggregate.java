package io.tachograph.bench.record;

import io.tachograph.bench.result.ClientReport;
import io.tachograph.bench.result.Counts;
import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.Rates;
import io.tachograph.bench.result.RunInfo;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.ServerReport;
import io.tachograph.bench.result.Tokens;
import io.tachograph.client.load.LoadCounters;
import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a run adds up to: counts, sums and histograms, 5 MB at the start and {@link Timeline}'s bytes for each second,
 * however many requests there are. Not thread-safe.
 */
final class Aggregate {
    private static final String NO_RECORD = "the request could not be begun; the log says why";

    private final Phases phases;
    private final boolean hasSlo;
    private final SloTally slo;
    private final PhaseCounts counts = new PhaseCounts();
    private final Completions completions;
    private final TokenTally tokens = new TokenTally();
    private final StampTally stamps = new StampTally();
    private final ErrorTally errors = new ErrorTally();
    private final Timeline timeline = new Timeline();
    private final ConcurrencySamples concurrency = new ConcurrencySamples();
    private final EnumMap<LatencyMetric, RecordedDistribution> metrics = new EnumMap<>(LatencyMetric.class);
    private long firstScheduledNanos = Long.MAX_VALUE;
    private long lastClosedNanos;

    Aggregate(Phases phases, Map<String, Double> thresholds) {
        this.phases = phases;
        hasSlo = !thresholds.isEmpty();
        slo = new SloTally(thresholds);
        completions = new Completions(phases);
        for (LatencyMetric metric : LatencyMetric.values()) {
            metrics.put(metric, new RecordedDistribution());
        }
    }

    void add(RequestView request) {
        counts.add(request.phase, request.record.getOutcome());
        if (request.hasNoTiming()) {
            counts.noTiming(request.phase);
        }
        timeline.add(request);
        concurrency.add(request.sentNanos, request.closedNanos);
        if (request.isOk()) {
            completions.add(request, hasSlo && slo.isGood(request));
        }
        if (request.phase == Phase.MEASURED) {
            measured(request);
        }
    }

    private void measured(RequestView request) {
        firstScheduledNanos = Math.min(firstScheduledNanos, request.scheduledNanos);
        lastClosedNanos = Math.max(lastClosedNanos, request.closedNanos);
        slo.add(request);
        if (request.isOk()) {
            tokens.add(request.record);
            stamps.add(request.record);
            metrics.forEach((metric, values) -> add(values, request.nanos(metric)));
            Histogram gaps = request.record.getChunkGaps();
            if (gaps != null && request.record.getStreamed()) {
                metricOf(LatencyMetric.ICL).merge(LatencyHistogram.of(gaps));
            }
            return;
        }
        // The client's own delay says the same whatever came of it.
        add(metricOf(LatencyMetric.LAG), request.nanos(LatencyMetric.LAG));
        add(metricOf(LatencyMetric.CONNECT), request.nanos(LatencyMetric.CONNECT));
        if (!request.isCancelled()) {
            String said = request.record.getError();
            errors.add(request.record.getOutcome().name(), said == null ? "(no message)" : said);
        }
    }

    private RecordedDistribution metricOf(LatencyMetric metric) {
        return metrics.computeIfAbsent(metric, any -> new RecordedDistribution());
    }

    private static void add(RecordedDistribution values, long nanos) {
        if (nanos >= 0) {
            values.record(nanos);
        }
    }

    void overLimit(Phase phase, long scheduledNanos) {
        counts.overLimit(phase);
        timeline.overLimit(scheduledNanos);
        wanted(phase, scheduledNanos);
    }

    void unsent(Phase phase, long scheduledNanos) {
        counts.add(phase, Outcome.UNKNOWN);
        timeline.unsent(scheduledNanos);
        wanted(phase, scheduledNanos);
        if (phase == Phase.MEASURED) {
            errors.add(Outcome.UNKNOWN.name(), NO_RECORD);
        }
    }

    private void wanted(Phase phase, long scheduledNanos) {
        if (phase == Phase.MEASURED) {
            firstScheduledNanos = Math.min(firstScheduledNanos, scheduledNanos);
            lastClosedNanos = Math.max(lastClosedNanos, scheduledNanos);
        }
    }

    /** @throws IllegalStateException when a request is missing or counted twice */
    void checkAgainst(LoadCounters counters) {
        counts.checkAgainst(counters);
    }

    /** @param durationReached the arrivals ended because the duration was over */
    RunResult result(
            RunInfo run, Losses losses, boolean durationReached, ClientReport client, @Nullable ServerReport server) {
        Counts measured = counts.measured(losses.brokenOff());
        Tokens total = tokens.total(losses.tokenizerFailures());
        boolean inTime = endsWithArrivals(durationReached, measured);
        long from = fromNanos(inTime);
        long to = Math.max(from, inTime ? phases.endOfMeasured() : lastClosedNanos);
        double seconds = (to - from) / 1e9;
        Completions.Sums completed = inTime ? completions.inTime(from) : completions.toLast(from, to);
        Map<String, MetricSummary> summaries = new LinkedHashMap<>();
        metrics.forEach((metric, values) -> {
            if (!values.isEmpty()) {
                summaries.put(metric.key(), values.summary());
            }
        });
        return new RunResult(
                RunResult.FORMAT,
                run,
                seconds,
                measured,
                total,
                stamps.total(),
                new Rates(
                        rate(completed.requests(), seconds),
                        rate(completed.outputTokens(), seconds),
                        rate(completed.inputTokens() + completed.outputTokens(), seconds),
                        concurrency.most(from, to)),
                summaries,
                hasSlo ? slo.result(measured.offered(), rate(completed.good(), seconds)) : null,
                timeline.rows(
                        phases.warmUpRequests() > 0 ? from : phases.warmUp().toNanos(), to),
                errors.mostFrequent(),
                client,
                server);
    }

    /** From the first scheduled time of a measured request to the last end of one, the tail included. */
    double secondsToLastEnd() {
        return firstScheduledNanos == Long.MAX_VALUE ? 0 : (lastClosedNanos - firstScheduledNanos) / 1e9;
    }

    /** Whether the window ends with the arrivals of the measured part: what was scheduled after them shows it too. */
    private boolean endsWithArrivals(boolean durationReached, Counts measured) {
        if (durationReached && phases.duration() == null) {
            throw new IllegalArgumentException("a run without a duration cannot have reached it");
        }
        return durationReached || measured.coolDown() > 0;
    }

    /** A time of warm-up ends when it is over, whenever the next request arrives; a number ends with the next arrival. */
    private long fromNanos(boolean inTime) {
        if (inTime && phases.warmUpRequests() == 0) {
            return phases.warmUp().toNanos();
        }
        return firstScheduledNanos == Long.MAX_VALUE ? 0 : firstScheduledNanos;
    }

    private static double rate(double count, double seconds) {
        return seconds > 0 ? count / seconds : 0;
    }
}
