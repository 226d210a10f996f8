package io.tachograph.bench.report;

import io.tachograph.bench.report.SampleLoad.Request;
import io.tachograph.bench.result.ClientReport;
import io.tachograph.bench.result.Counts;
import io.tachograph.bench.result.ErrorCount;
import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.Rates;
import io.tachograph.bench.result.RunInfo;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.ServerReport;
import io.tachograph.bench.result.SloResult;
import io.tachograph.bench.result.Stamps;
import io.tachograph.bench.result.Tokens;
import io.tachograph.schemas.histogram.LatencyBuckets;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Results as a run would give them, always the same: 5 s of warm-up, some measured seconds, 5 s of cool-down. */
final class SampleRuns {
    private static final int WARM_UP = 5;
    private static final double TTFT_LIMIT = 0.5;

    private SampleRuns() {}

    static RunResult poisson(double rate, int seconds) {
        List<Request> all = new SampleLoad(17).requests(rate, seconds + 2.0 * WARM_UP);
        Predicate<Request> isMeasured = r -> r.scheduled() >= WARM_UP && r.scheduled() < WARM_UP + seconds;
        List<Request> measured = all.stream().filter(isMeasured).toList();
        List<Request> ok = measured.stream().filter(Request::ok).toList();
        long output = ok.stream().mapToLong(Request::tokens).sum();
        return new RunResult(
                RunResult.FORMAT,
                info(rate),
                seconds,
                counts(measured, all),
                new Tokens(612L * ok.size(), 128L * ok.size(), output, 0, 0, 0, Map.of("USAGE", (long) ok.size())),
                Stamps.of(ok.size(), 0, 3, 40L * ok.size()),
                new Rates(
                        ok.size() / (double) seconds,
                        output / (double) seconds,
                        (output + 612.0 * ok.size()) / seconds,
                        maxConcurrency(all)),
                metrics(measured, ok),
                slo(measured, ok, seconds),
                SampleTimeline.of(all, WARM_UP, seconds),
                List.of(
                        new ErrorCount("STREAM_ERROR", "the stream ended without a finish reason", 4),
                        new ErrorCount("HTTP_ERROR", "status 503: no healthy upstream", 3)),
                new ClientReport(false, null, List.of(), 0.05, 0.00011, 0.0009, 0.0041, 0.37, 2, 0.021, 0, 0, 0, 0.02),
                new ServerReport(
                        "http://10.0.0.7:8000/metrics",
                        "vllm",
                        14,
                        (double) ok.size(),
                        true,
                        null,
                        List.of(),
                        List.of(
                                new ServerReport.Row("ttft mean", "seconds", 0.1633, 0.1611, 0.0022),
                                new ServerReport.Row("e2e mean", "seconds", 1.318, 1.3149, 0.0031),
                                new ServerReport.Row("output tokens", "tokens", output, output, 0))));
    }

    /** Runs of 60 s; the knee is between 40/s and 50/s. */
    static List<RunResult> sweep(double... rates) {
        return DoubleStream.of(rates).mapToObj(rate -> poisson(rate, 60)).toList();
    }

    private static RunInfo info(double rate) {
        return new RunInfo(
                "01J9ZK3V8Q4M-" + (int) rate,
                "",
                "2026-03-01T12:00:00Z",
                "tachograph 0.1.0",
                "bench-host-1",
                "vllm-a100",
                "http://10.0.0.7:8000/v1/chat/completions",
                "openai-chat",
                "meta-llama/Llama-3.1-8B-Instruct",
                "vllm 0.11.0",
                "poisson " + (int) rate + "/s",
                "poisson",
                rate,
                1.0,
                null,
                "synthetic, input log-normal (median 600 tokens), output log-normal (median 80 tokens)",
                true,
                512,
                0,
                17,
                false);
    }

    private static Counts counts(List<Request> measured, List<Request> all) {
        Map<String, Long> outcomes = new TreeMap<>();
        measured.forEach(request -> outcomes.merge(request.outcome(), 1L, Long::sum));
        long ok = outcomes.getOrDefault("OK", 0L);
        long before = all.stream().filter(r -> r.scheduled() < WARM_UP).count();
        return new Counts(
                measured.size(),
                0,
                ok,
                0,
                measured.size() - ok,
                0,
                outcomes,
                before,
                all.size() - before - measured.size(),
                0);
    }

    private static long maxConcurrency(List<Request> all) {
        TreeMap<Double, Integer> changes = new TreeMap<>();
        for (Request request : all) {
            changes.merge(request.sent(), 1, Integer::sum);
            changes.merge(request.ended(), -1, Integer::sum);
        }
        long now = 0;
        long most = 0;
        for (int change : changes.values()) {
            now += change;
            most = Math.max(most, now);
        }
        return most;
    }

    private static Map<String, MetricSummary> metrics(List<Request> sent, List<Request> ok) {
        Map<String, MetricSummary> metrics = new LinkedHashMap<>();
        metrics.put("ttft", summary(values(ok, Request::ttft)));
        metrics.put("ttft_scheduled", summary(values(ok, r -> r.ttft() + r.lag())));
        metrics.put("tpot", summary(values(ok, Request::tpot)));
        metrics.put(
                "icl",
                summary(ok.stream().flatMapToDouble(r -> r.gaps().stream().mapToDouble(gap -> gap))));
        metrics.put("e2e", summary(values(ok, Request::e2e)));
        metrics.put("e2e_scheduled", summary(values(ok, r -> r.e2e() + r.lag())));
        metrics.put("lag", summary(values(sent, Request::lag)));
        return metrics;
    }

    private static DoubleStream values(List<Request> requests, ToDoubleFunction<Request> value) {
        return requests.stream().mapToDouble(value);
    }

    static MetricSummary summary(DoubleStream values) {
        double[] seconds = values.sorted().toArray();
        LatencyHistogram histogram = new LatencyHistogram();
        for (double value : seconds) {
            histogram.record(Math.round(value * 1e9));
        }
        Map<String, Double> quantiles = new LinkedHashMap<>();
        for (int percent : new int[] {50, 90, 95, 99}) {
            quantiles.put("p" + percent, histogram.quantileNanos(percent / 100.0) / 1e9);
        }
        double mean = Arrays.stream(seconds).average().orElse(0);
        double variance = Arrays.stream(seconds)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0);
        return new MetricSummary(
                "seconds",
                seconds.length,
                mean,
                Math.sqrt(variance),
                seconds[0],
                seconds[seconds.length - 1],
                quantiles,
                LatencyBuckets.RELATIVE_ERROR,
                new MetricSummary.Buckets(histogram.zeroCount(), histogram.indexes(), histogram.counts()));
    }

    private static SloResult slo(List<Request> measured, List<Request> ok, double seconds) {
        long good = ok.stream().filter(r -> r.ttft() <= TTFT_LIMIT).count();
        long fromSchedule =
                ok.stream().filter(r -> r.ttft() + r.lag() <= TTFT_LIMIT).count();
        return new SloResult(
                Map.of("ttft", TTFT_LIMIT),
                good,
                measured.size(),
                good / (double) measured.size(),
                good / seconds,
                fromSchedule,
                0);
    }
}
