package io.tachograph.standalone.truth;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the tables must say, from the records alone and by nothing of the product: exact values in sorted lists, the
 * definitions written down a second time.
 */
public final class Expected {
    private Expected() {}

    /** One window of one series. */
    public static final class Window {
        public long requests;
        public long duplicates;
        long inputTokens;
        long cachedInputTokens;
        public long outputTokens;
        /** Of all requests, whatever their outcome. */
        long kernelStamped;

        public final Map<String, Long> outcomes = new TreeMap<>();
        /** Exact values, nanoseconds; null marks a metric whose single values the record does not carry. */
        final Map<String, List<Long>> values = new TreeMap<>();
        /** Gaps arrive as histograms: their number, sum, minimum and maximum are exact. */
        long gaps;

        long gapSum;
        long gapMin = Long.MAX_VALUE;
        long gapMax;

        /** By SLO: eligible, met, TTFT met, TPOT met, E2E met. */
        final Map<String, long[]> slos = new TreeMap<>();

        long sum(String metric) {
            return values.getOrDefault(metric, List.of()).stream()
                    .mapToLong(v -> v)
                    .sum();
        }

        /** The value of rank ⌈q·n⌉. */
        long nearestRank(String metric, double q) {
            List<Long> sorted = new ArrayList<>(values.getOrDefault(metric, List.of()));
            Collections.sort(sorted);
            return sorted.get((int) Math.ceil(q * sorted.size()) - 1);
        }
    }

    /** Key of a window: the dimensions and the start, as one line. */
    static String key(RequestTiming t, long seconds) {
        long sentMillis = Math.floorDiv(t.getSentAtMicros(), 1_000L);
        long start = Math.floorDiv(sentMillis, seconds * 1_000) * seconds;
        Integer chars = t.getPromptChars();
        String band = chars == null ? "unknown" : chars < 1_000 ? "short" : chars < 8_000 ? "medium" : "long";
        return String.join(
                "|",
                t.getTarget(),
                t.getCluster(),
                t.getFramework(),
                t.getModel(),
                t.getEngineVersion() == null ? "" : t.getEngineVersion(),
                t.getTenant(),
                t.getOrigin().name().toLowerCase(Locale.ROOT),
                band,
                Boolean.toString(t.getStreamed()),
                Long.toString(start));
    }

    /** Windows of a length over deliveries; a duplicate counts as a duplicate where the first counted. */
    public static Map<String, Window> windows(List<RequestTiming> deliveries, long seconds) {
        Map<String, Window> windows = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (RequestTiming t : deliveries) {
            Window window = windows.computeIfAbsent(key(t, seconds), k -> new Window());
            if (seen.add(HexFormat.of().formatHex(t.getRequestId().bytes()) + t.getAttempt())) {
                count(window, t);
            } else {
                window.duplicates++;
            }
        }
        return windows;
    }

    private static void count(Window window, RequestTiming t) {
        window.requests++;
        window.kernelStamped += t.getStampSource() == StampSource.KERNEL ? 1 : 0;
        judge(window, t);
        window.outcomes.merge(t.getOutcome().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
        if (t.getOutcome() != Outcome.OK) {
            return;
        }
        window.inputTokens += t.getInputTokens() == null ? 0 : t.getInputTokens();
        window.cachedInputTokens += t.getCachedInputTokens() == null ? 0 : t.getCachedInputTokens();
        window.outputTokens += t.getOutputTokens() == null ? 0 : t.getOutputTokens();
        long lag = -t.getScheduledNanos();
        add(window, "lag", lag);
        if (!t.getStreamed()) {
            add(window, "e2e", t.getClosedNanos());
            add(window, "e2e_scheduled", t.getClosedNanos() + lag);
            return;
        }
        long first = t.getFirstTokenNanos();
        long last = t.getLastTokenNanos();
        add(window, "ttft", first);
        add(window, "ttft_scheduled", first + lag);
        add(window, "ttft_first_chunk", t.getFirstChunkNanos());
        add(window, "ttfo", t.getFirstOutputTokenNanos());
        add(window, "e2e", last);
        add(window, "e2e_scheduled", last + lag);
        if (t.getOutputTokens() > 1) {
            add(window, "tpot", Math.round((double) (last - first) / (t.getOutputTokens() - 1)));
        }
        if (t.getChunkGaps() != null) {
            window.gaps += t.getChunkGaps().getCount();
            window.gapSum += t.getChunkGaps().getSumNanos();
            window.gapMin = Math.min(window.gapMin, t.getChunkGaps().getMinNanos());
            window.gapMax = Math.max(window.gapMax, t.getChunkGaps().getMaxNanos());
        }
    }

    /** The scenario's SLOs, written down a second time: thresholds in milliseconds by the start of a model's name. */
    private static void judge(Window window, RequestTiming t) {
        if (t.getOutcome() == Outcome.CANCELLED) {
            return;
        }
        boolean ok = t.getOutcome() == Outcome.OK;
        double ttft = ok && t.getStreamed() ? t.getFirstTokenNanos() / 1e6 : Double.NaN;
        // An answer of one token meets any TPOT: nobody waited for a second.
        double tpot = !ok || !t.getStreamed()
                ? Double.NaN
                : t.getOutputTokens() == 1
                        ? 0
                        : Math.round((double) (t.getLastTokenNanos() - t.getFirstTokenNanos())
                                        / (t.getOutputTokens() - 1))
                                / 1e6;
        double e2e = !ok ? Double.NaN : (t.getStreamed() ? t.getLastTokenNanos() : t.getClosedNanos()) / 1e6;
        switch (t.getModel().charAt(0)) {
            case 'b' -> tally(window, "chat 0.15 0.01 null", ttft <= 150 && tpot <= 10, ttft <= 150, tpot <= 10, false);
            case 'a' -> {
                tally(window, "chat 0.3 null 2", ttft <= 300 && e2e <= 2_000, ttft <= 300, false, e2e <= 2_000);
                tally(window, "answer null null 1", e2e <= 1_000, false, false, e2e <= 1_000);
            }
            default -> tally(window, "chat 0.3 null 2", ttft <= 300 && e2e <= 2_000, ttft <= 300, false, e2e <= 2_000);
        }
    }

    private static void tally(Window window, String slo, boolean... met) {
        long[] counts = window.slos.computeIfAbsent(slo, name -> new long[met.length + 1]);
        counts[0]++;
        for (int i = 0; i < met.length; i++) {
            counts[i + 1] += met[i] ? 1 : 0;
        }
    }

    private static void add(Window window, String metric, long nanos) {
        window.values.computeIfAbsent(metric, m -> new ArrayList<>()).add(nanos);
    }
}
