package io.tachograph.bench.result;

import java.util.List;
import java.util.Map;

/** A result with something in every field. */
final class Results {
    private Results() {}

    static RunResult withClient(ClientReport client) {
        RunResult r = full();
        return new RunResult(
                r.format(),
                r.run(),
                r.measuredSeconds(),
                r.counts(),
                r.tokens(),
                r.stamps(),
                r.rates(),
                r.metrics(),
                r.slo(),
                r.timeline(),
                r.errors(),
                client,
                r.server());
    }

    static RunResult full() {
        MetricSummary ttft = new MetricSummary(
                "seconds",
                12_345_678,
                0.1234,
                0.05,
                0.0000123,
                123.456,
                Map.of("p50", 0.1, "p90", 0.2, "p95", 0.25, "p99", 1.5),
                0.0109,
                new MetricSummary.Buckets(0, new int[] {-100, -90}, new long[] {12_345_677, 1}));
        return new RunResult(
                RunResult.FORMAT,
                new RunInfo(
                        "01890a5d-ac96-774b-bcce-b302099a8057",
                        "nightly",
                        "2026-11-21T08:00:00Z",
                        "tachograph 0.1.0",
                        "host",
                        "lab-vllm-atlas",
                        "http://localhost:8000/v1/chat/completions",
                        "openai-chat",
                        "atlas",
                        "0.30.0",
                        "poisson 20/s",
                        "poisson",
                        20.0,
                        1.0,
                        null,
                        "a workload whose description goes on and on, so that its line has to be cut off at the edge",
                        true,
                        64,
                        0,
                        7,
                        true),
                60,
                new Counts(1_000, 3, 980, 7, 12, 5, Map.of("OK", 980L, "TIMEOUT", 12L, "CANCELLED", 5L), 10, 20, 4),
                new Tokens(30_000, 16_000, 64_000, 5, 0, 2, Map.of("USAGE", 980L)),
                Stamps.of(970, 10, 640, 64_000),
                new Rates(16.3, 1_066.7, 1_566.7, 17),
                Map.of("ttft", ttft),
                new SloResult(Map.of("ttft", 0.5), 900, 995, 0.9045, 15, 890, 0),
                List.of(new Second(0, true, 20, 19, 1, 100.5, 3.5, 0.1, 0.2, 0.5, 0.001, 0)),
                List.of(new ErrorCount("TIMEOUT", "no answer within\n60 s", 12)),
                new ClientReport(
                        true,
                        12.5,
                        List.of("an event loop came 5 ms late"),
                        0.1,
                        0.001,
                        0.005,
                        0.01,
                        1.5,
                        2,
                        0.2,
                        0,
                        7,
                        3,
                        0.125),
                new ServerReport(
                        "http://localhost:8000/metrics",
                        "vllm",
                        3,
                        992.0,
                        true,
                        null,
                        List.of(),
                        List.of(new ServerReport.Row("ttft mean", "seconds", 0.1234, 0.12, 0.0034))));
    }
}
