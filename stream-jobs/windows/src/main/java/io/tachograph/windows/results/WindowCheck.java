package io.tachograph.windows.results;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.avro.SloCount;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.RecordChecks;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the names and numbers of a window on the wire must fulfil, each by itself. */
final class WindowCheck {
    /** One configuration has a handful; each costs state wherever windows are kept. */
    private static final int MAX_SLOS = 64;

    /** More requests than anything serves in a day; sums of thousands of such counts still fit into a long. */
    private static final long MOST = 1_000_000_000_000L;

    private static final long MOST_TOKENS = 1_000 * MOST;

    private WindowCheck() {}

    static void start(long millis) throws InvalidRecordException {
        refuse(RecordChecks.millis("window_start_millis", millis));
    }

    /** All but the start. */
    static void check(RequestWindow window) throws InvalidRecordException {
        name("target", window.getTarget(), true);
        name("model", window.getModel(), true);
        name("cluster", window.getCluster(), false);
        name("framework", window.getFramework(), false);
        name("engine_version", window.getEngineVersion(), false);
        name("tenant", window.getTenant(), false);
        name("prompt_band", window.getPromptBand(), false);
        measured(window);
        count("epoch", window.getEpoch(), Integer.MAX_VALUE);
        count("revision", window.getRevision(), Integer.MAX_VALUE);
        count("requests", window.getRequests(), MOST);
        for (Map.Entry<String, Long> outcome : window.getOutcomes().entrySet()) {
            count("the number of outcome " + outcome.getKey(), outcome.getValue(), MOST);
        }
        count("duplicates", window.getDuplicates(), MOST);
        count("input_tokens", window.getInputTokens(), MOST_TOKENS);
        count("cached_input_tokens", window.getCachedInputTokens(), MOST_TOKENS);
        count("output_tokens", window.getOutputTokens(), MOST_TOKENS);
        count("one_piece", window.getOnePiece(), MOST);
        count("kernel_stamped", window.getKernelStamped(), window.getRequests());
        for (Map.Entry<String, Histogram> latency : window.getLatencies().entrySet()) {
            durations(latency.getKey(), latency.getValue());
        }
        if (window.getSlos().size() > MAX_SLOS) {
            throw new InvalidRecordException(
                    window.getSlos().size() + " SLOs are more than the " + MAX_SLOS + " of any configuration");
        }
        for (SloCount slo : window.getSlos()) {
            counts(slo, window.getRequests());
        }
    }

    private static void measured(RequestWindow window) throws InvalidRecordException {
        long from = window.getMeasuredFromOffsetMillis();
        long to = window.getMeasuredToOffsetMillis();
        if (from < 0 || to <= from || to > window.getResolutionMillis()) {
            throw new InvalidRecordException("measured from " + from + " to " + to + " ms of a window of "
                    + window.getResolutionMillis() + " ms");
        }
    }

    private static void durations(String metric, Histogram values) throws InvalidRecordException {
        for (long inBucket : values.getCounts()) {
            count(metric + ": a bucket's count", inBucket, MOST);
        }
        if (values.getCount() > 0 && (values.getMinNanos() < 0 || values.getSumNanos() < values.getMaxNanos())) {
            throw new InvalidRecordException(metric + " from " + values.getMinNanos() + " to " + values.getMaxNanos()
                    + " ns with the sum " + values.getSumNanos() + ": no durations");
        }
    }

    private static void counts(SloCount slo, long requests) throws InvalidRecordException {
        name("the name of an SLO", slo.getName(), true);
        if (slo.getEligible() > requests) {
            throw new InvalidRecordException(
                    slo.getEligible() + " of " + requests + " requests are eligible for the SLO " + slo.getName());
        }
        for (long met : new long[] {slo.getMet(), slo.getTtftMet(), slo.getTpotMet(), slo.getE2eMet()}) {
            if (met < 0 || met > slo.getEligible()) {
                throw new InvalidRecordException(
                        met + " of " + slo.getEligible() + " requests met the SLO " + slo.getName());
            }
        }
    }

    private static void name(String field, String value, boolean required) throws InvalidRecordException {
        refuse(RecordChecks.name(field, value, required));
    }

    private static void count(String field, long value, long most) throws InvalidRecordException {
        if (value < 0) {
            throw new InvalidRecordException(field + " " + value + " is below zero");
        }
        if (value > most) {
            throw new InvalidRecordException(field + " " + value + " is more than " + most);
        }
    }

    private static void refuse(@Nullable String why) throws InvalidRecordException {
        if (why != null) {
            throw new InvalidRecordException(why);
        }
    }
}
