package io.tachograph.bench.report;

import io.tachograph.bench.result.RunInfo;
import io.tachograph.bench.result.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was done, as names and values. */
final class Facts {
    /** Characters of a value that needs the room of two. */
    private static final int LONG = 36;

    private Facts() {}

    static Map<String, String> of(RunResult result) {
        RunInfo run = result.run();
        Map<String, String> facts = new LinkedHashMap<>();
        if (!run.label().isEmpty()) {
            facts.put("Label", run.label());
        }
        facts.put("Target", run.target());
        facts.put("Model", run.model());
        facts.put("Engine", run.engineVersion() == null ? "version not told" : run.engineVersion());
        facts.put("API", run.api() + (run.streamed() ? ", streamed" : ", not streamed"));
        facts.put("URL", run.url());
        facts.put("Arrivals", run.arrivals());
        Integer concurrency = run.concurrency();
        facts.put("Concurrency", concurrency == null ? "no limit" : Figures.count(concurrency));
        facts.put("Workload", run.workload());
        facts.put("Max output tokens", Figures.count(run.maxTokens()));
        facts.put("Temperature", Double.toString(run.temperature()));
        facts.put("Seed", Long.toString(run.seed()));
        facts.put("Started", run.startedAt());
        facts.put("Measured part", Figures.duration(result.measuredSeconds()));
        facts.put("Run", run.runId());
        facts.put("Measured by", run.tool() + " on " + run.host());
        return facts;
    }

    /** Those that all runs share. */
    static Map<String, String> common(List<RunResult> runs) {
        Map<String, String> common = of(runs.get(0));
        for (RunResult run : runs) {
            common.entrySet().retainAll(of(run).entrySet());
        }
        return common;
    }

    static void show(Markup page, Map<String, String> facts) {
        page.open("dl", "class", "facts");
        facts.forEach((name, value) -> page.open("div", "class", value.length() > LONG ? "long" : "short")
                .leaf("dt", name)
                .leaf("dd", value)
                .close());
        page.close();
    }
}
