package io.tachograph.bench.compare;

import io.tachograph.bench.result.ClientReport;
import io.tachograph.bench.result.Counts;
import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.Rates;
import io.tachograph.bench.result.RunInfo;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.Second;
import io.tachograph.bench.result.SloResult;
import io.tachograph.bench.result.Stamps;
import io.tachograph.bench.result.Tokens;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a run's result from requests in virtual time, with {@link #TOKENS} tokens each. Times in seconds. */
public final class SimulatedRun {
    public static final int TOKENS = 100;

    private final String id;
    private final int warmUp;
    private final int seconds;
    private final List<List<Double>> ttft = new ArrayList<>();
    private final List<List<Double>> e2e = new ArrayList<>();
    private final long[] scheduled;
    private final long[] failed;
    private final long[] overLimit;
    private final double[] underWay;
    private final Map<String, Samples> metrics = new LinkedHashMap<>();
    private final Map<String, Double> slo = new LinkedHashMap<>();
    private String workload = "synthetic";
    private boolean kernelStamped = true;
    private boolean clientBound;
    private boolean partial;
    private long offered;
    private long ok;
    private long good;
    private long goodFromSchedule;

    public SimulatedRun(String id, int warmUp, int seconds) {
        this.id = id;
        this.warmUp = warmUp;
        this.seconds = seconds;
        int all = warmUp + seconds;
        scheduled = new long[all];
        failed = new long[all];
        overLimit = new long[all];
        underWay = new double[all];
        for (int i = 0; i < all; i++) {
            ttft.add(new ArrayList<>());
            e2e.add(new ArrayList<>());
        }
    }

    public SimulatedRun slo(String metric, double threshold) {
        slo.put(metric, threshold);
        return this;
    }

    public SimulatedRun workload(String words) {
        workload = words;
        return this;
    }

    public SimulatedRun stampedByReading() {
        kernelStamped = false;
        return this;
    }

    public SimulatedRun clientBound() {
        clientBound = true;
        return this;
    }

    public SimulatedRun partial() {
        partial = true;
        return this;
    }

    /** Arrivals of a second that were never sent. They are in no count but the second's. */
    public void overLimit(int second, long arrivals) {
        scheduled[second] += arrivals;
        overLimit[second] += arrivals;
    }

    /** @param lag sent after it was scheduled; the other times count from when it was sent */
    public void request(double at, double lag, double firstToken, double end, boolean succeeds) {
        double sent = at + lag;
        int all = scheduled.length;
        if (at < all) {
            scheduled[(int) at]++;
        }
        for (int s = (int) sent; s < all && s < sent + end; s++) {
            underWay[s] += Math.min(s + 1, sent + end) - Math.max(s, sent);
        }
        if (sent + end < all) {
            int second = (int) (sent + end);
            if (succeeds) {
                ttft.get(second).add(firstToken);
                e2e.get(second).add(end);
            } else {
                failed[second]++;
            }
        }
        if (at < warmUp || at >= all) {
            return;
        }
        offered++;
        if (!succeeds) {
            return;
        }
        ok++;
        add("ttft", firstToken);
        add("tpot", (end - firstToken) / (TOKENS - 1));
        add("e2e", end);
        add("ttft_scheduled", firstToken + lag);
        add("e2e_scheduled", end + lag);
        good += meets(firstToken, end) ? 1 : 0;
        goodFromSchedule += meets(firstToken + lag, end + lag) ? 1 : 0;
    }

    private boolean meets(double firstToken, double end) {
        return firstToken <= slo.getOrDefault("ttft", Double.MAX_VALUE)
                && end <= slo.getOrDefault("e2e", Double.MAX_VALUE);
    }

    private void add(String metric, double value) {
        metrics.computeIfAbsent(metric, m -> new Samples()).add(value);
    }

    public RunResult result() {
        Map<String, MetricSummary> summaries = new LinkedHashMap<>();
        metrics.forEach((name, samples) -> summaries.put(name, samples.summary()));
        List<Second> timeline = new ArrayList<>();
        for (int s = 0; s < scheduled.length; s++) {
            timeline.add(second(s));
        }
        long bad = offered - ok;
        double rate = (double) ok / seconds;
        return new RunResult(
                RunResult.FORMAT,
                new RunInfo(
                        id,
                        "",
                        "2026-01-01T00:00:00Z",
                        "tachograph",
                        "here",
                        "t",
                        "http://t",
                        "openai-chat",
                        "m",
                        null,
                        "poisson",
                        "poisson",
                        null,
                        1.0,
                        null,
                        workload,
                        true,
                        TOKENS,
                        0,
                        1,
                        partial),
                seconds,
                new Counts(offered, 0, ok, 0, bad, 0, Map.of(), 0, 0, 0),
                new Tokens(0, 0, ok * TOKENS, 0, 0, 0, Map.of("USAGE", ok)),
                kernelStamped ? Stamps.of(ok, 0, 0, 0) : Stamps.of(0, ok, 0, 0),
                new Rates(rate, rate * TOKENS, rate * TOKENS, 0),
                summaries,
                slo.isEmpty()
                        ? null
                        : new SloResult(
                                slo,
                                good,
                                offered,
                                (double) good / offered,
                                (double) good / seconds,
                                goodFromSchedule,
                                0),
                timeline,
                List.of(),
                new ClientReport(
                        clientBound,
                        null,
                        clientBound ? List.of("lag p99 9 ms") : List.of(),
                        0.05,
                        0.0,
                        0.0,
                        0,
                        0.1,
                        1,
                        0,
                        0,
                        0,
                        0,
                        null),
                null);
    }

    private Second second(int s) {
        List<Double> first = ttft.get(s).stream().sorted().toList();
        List<Double> ends = e2e.get(s).stream().sorted().toList();
        return new Second(
                s,
                s >= warmUp,
                scheduled[s],
                first.size() + failed[s],
                failed[s],
                (double) first.size() * TOKENS,
                underWay[s],
                first.isEmpty() ? null : rank(first, 0.5),
                first.isEmpty() ? null : rank(first, 0.99),
                ends.isEmpty() ? null : rank(ends, 0.5),
                0,
                overLimit[s]);
    }

    private static double rank(List<Double> sorted, double q) {
        return sorted.get((int) Math.max(1, Math.ceil(q * sorted.size())) - 1);
    }

    private static final class Samples {
        private final LatencyHistogram histogram = new LatencyHistogram();
        private double sum;
        private double squares;

        void add(double value) {
            histogram.record(Math.round(value * 1e9));
            sum += value;
            squares += value * value;
        }

        MetricSummary summary() {
            long n = histogram.count();
            double mean = sum / n;
            Map<String, Double> quantiles = new LinkedHashMap<>();
            for (int p : new int[] {50, 90, 95, 99}) {
                quantiles.put("p" + p, histogram.quantileNanos(p / 100.0) / 1e9);
            }
            return new MetricSummary(
                    "seconds",
                    n,
                    mean,
                    Math.sqrt(Math.max(0, squares / n - mean * mean)),
                    histogram.minNanos() / 1e9,
                    histogram.maxNanos() / 1e9,
                    quantiles,
                    0.0109,
                    new MetricSummary.Buckets(histogram.zeroCount(), histogram.indexes(), histogram.counts()));
        }
    }
}
