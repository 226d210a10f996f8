package io.tachograph.windows.results;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.avro.SloCount;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowSnapshot;
import java.util.Locale;
import java.util.Map;

/** Windows from records on the wire: the way back from {@link WindowRecords}. */
public final class WindowRecordReader {
    private WindowRecordReader() {}

    /**
     * The window of a record. Metrics that this version does not know are left out.
     *
     * @throws InvalidRecordException when the record contradicts itself
     */
    public static EmittedWindow of(RequestWindow window) throws InvalidRecordException {
        long start = window.getWindowStartMillis();
        Resolution resolution = resolutionOf(start, window.getResolutionMillis());
        WindowCheck.check(window);
        RequestTotals totals = new RequestTotals();
        totals.cover(start + window.getMeasuredFromOffsetMillis(), start + window.getMeasuredToOffsetMillis());
        count(window, totals);
        for (LatencyMetric metric : LatencyMetric.WINDOWED) {
            Histogram values = window.getLatencies().get(metric.key());
            if (values != null) {
                totals.record(metric, histogram(metric, values));
            }
        }
        for (SloCount counts : window.getSlos()) {
            addSlo(counts, totals);
        }
        return new EmittedWindow(
                window.getEpoch(),
                new WindowSnapshot(
                        seriesOf(window), resolution, start, window.getRevision(), window.getComplete(), totals));
    }

    /**
     * The resolution of a window, of which no more has to be known.
     *
     * @throws InvalidRecordException when no window begins then or is as long
     */
    public static Resolution resolutionOf(long startMillis, long lengthMillis) throws InvalidRecordException {
        for (Resolution resolution : Resolution.values()) {
            if (resolution.length().toMillis() == lengthMillis) {
                WindowCheck.start(startMillis);
                if (Math.floorMod(startMillis, lengthMillis) != 0) {
                    throw new InvalidRecordException(
                            "no window of " + resolution.suffix() + " starts at " + startMillis + " ms");
                }
                return resolution;
            }
        }
        throw new InvalidRecordException("no windows of " + lengthMillis + " ms are kept");
    }

    private static Series seriesOf(RequestWindow window) {
        return new Series(
                window.getTarget(),
                window.getCluster(),
                window.getFramework(),
                window.getModel(),
                window.getEngineVersion(),
                window.getTenant(),
                window.getOrigin().name().toLowerCase(Locale.ROOT),
                window.getPromptBand(),
                window.getStreamed());
    }

    private static void count(RequestWindow window, RequestTotals totals) throws InvalidRecordException {
        long[] byOutcome = new long[Outcome.values().length];
        long counted = 0;
        for (Map.Entry<String, Long> outcome : window.getOutcomes().entrySet()) {
            byOutcome[ordinalOf(outcome.getKey())] += outcome.getValue();
            counted += outcome.getValue();
        }
        if (counted != window.getRequests()) {
            throw new InvalidRecordException(
                    "outcomes add up to " + counted + ", but requests are " + window.getRequests());
        }
        long ok = byOutcome[Outcome.OK.ordinal()];
        if (window.getOnePiece() > ok) {
            throw new InvalidRecordException(
                    "one_piece " + window.getOnePiece() + " is more than the " + ok + " requests that succeeded");
        }
        totals.addCounts(
                window.getRequests(),
                window.getDuplicates(),
                window.getInputTokens(),
                window.getCachedInputTokens(),
                window.getOutputTokens(),
                byOutcome);
        totals.addOnePiece(window.getOnePiece());
        totals.addKernelStamped(window.getKernelStamped());
    }

    private static int ordinalOf(String outcome) throws InvalidRecordException {
        for (Outcome known : Outcome.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(outcome)) {
                return known.ordinal();
            }
        }
        throw new InvalidRecordException("'" + outcome + "' is no outcome");
    }

    private static void addSlo(SloCount counts, RequestTotals totals) throws InvalidRecordException {
        try {
            totals.addSlo(SloCounts.definitionOf(counts), SloCounts.totalsOf(counts));
        } catch (IllegalArgumentException e) {
            throw new InvalidRecordException(String.valueOf(e.getMessage()));
        }
    }

    private static LatencyHistogram histogram(LatencyMetric metric, Histogram values) throws InvalidRecordException {
        try {
            return LatencyHistogram.of(values);
        } catch (IllegalArgumentException e) {
            throw new InvalidRecordException(metric.key() + ": " + e.getMessage());
        }
    }
}
