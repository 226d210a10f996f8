package io.tachograph.bench.record;

import io.tachograph.bench.result.ClientReport;
import io.tachograph.bench.result.RunInfo;
import io.tachograph.bench.result.RunResult;
import io.tachograph.client.load.LoadCounters;
import io.tachograph.schemas.avro.Outcome;
import java.io.IOException;
import java.util.List;

/** Runs to test with. */
final class Runs {
    static final RunInfo INFO = new RunInfo(
            "run-1",
            "a label",
            "2026-11-21T08:00:00Z",
            "tachograph 0",
            "host",
            "lab-vllm-atlas",
            "http://localhost:1/v1",
            "openai-chat",
            "atlas",
            null,
            "poisson 20/s",
            "poisson",
            20.0,
            1.0,
            64,
            "random words",
            true,
            64,
            0,
            7,
            false);
    static final ClientReport CLIENT =
            new ClientReport(false, null, List.of(), 0.1, 0.0, 0.001, 0.002, 0.5, 2, 0, 0, 0, 0, null);

    private Runs() {}

    static RunInfo withoutRate(String arrivalKind) {
        return new RunInfo(
                INFO.runId(),
                INFO.label(),
                INFO.startedAt(),
                INFO.tool(),
                INFO.host(),
                INFO.target(),
                INFO.url(),
                INFO.api(),
                INFO.model(),
                null,
                arrivalKind,
                arrivalKind,
                null,
                null,
                64,
                INFO.workload(),
                true,
                64,
                0,
                7,
                false);
    }

    static LoadCounters counters(List<Requests.Made> made) {
        long ok = count(made, Outcome.OK);
        long cancelled = count(made, Outcome.CANCELLED);
        return new LoadCounters(
                made.size(), 0, made.size(), 0, made.size(), ok, made.size() - ok - cancelled, cancelled, 0);
    }

    static long count(List<Requests.Made> made, Outcome outcome) {
        return made.stream().filter(one -> one.timing().getOutcome() == outcome).count();
    }

    static Recorded record(RecorderConfig config, List<Requests.Made> made, boolean durationReached)
            throws IOException, InterruptedException {
        try (RunRecorder recorder = RunRecorder.start(config, Requests.START, Requests.clock())) {
            made.forEach(one -> one.to(recorder));
            return recorder.finish(counters(made), durationReached);
        }
    }

    static RunResult result(RecorderConfig config, List<Requests.Made> made, boolean durationReached)
            throws IOException, InterruptedException {
        return record(config, made, durationReached).result(INFO, CLIENT, null);
    }
}
