package io.tachograph.standalone.agent;

import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.endpoint.Target;
import io.tachograph.client.endpoint.Targets;
import io.tachograph.client.http.HttpClient;
import io.tachograph.collectors.agent.ProbeConfig;
import io.tachograph.collectors.agent.Watchlist;
import io.tachograph.collectors.publish.SpoolCheck;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.SourceStatus;
import io.tachograph.collectors.source.Sources;
import io.tachograph.collectors.source.engine.TargetEngines;
import io.tachograph.config.AgentSection;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.standalone.jobs.Reachable;
import io.tachograph.standalone.request.ShortRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Tries everything that an agent would use, once, and prints a line for each. */
final class AgentCheck {
    private record Line(String what, String name, boolean works, String detail) {}

    private final KafkaAccess kafka;
    private final AgentSection agent;
    private final AgentSetup setup;
    private final Watched watched;

    AgentCheck(KafkaAccess kafka, AgentSection agent, AgentSetup setup, Watched watched) {
        this.kafka = kafka;
        this.agent = agent;
        this.setup = setup;
        this.watched = watched;
    }

    /** @return whether everything works */
    boolean run(PrintWriter out) throws InterruptedException {
        List<Line> lines = new ArrayList<>();
        lines.add(kafka());
        lines.add(spool());
        // The sources come first, because they find targets.
        for (SourceStatus source :
                Sources.readOnce(watched.sources(), setup.context().clock())) {
            lines.add(line(source));
        }
        Watchlist list = Watchlist.of(
                watched.targets(),
                watched.sources(),
                setup.context().targets().all(),
                new TargetEngines(setup.context()));
        lines.addAll(answers(list.probed()));
        List<ConfiguredSource> engines = list.sources().stream()
                .filter(source -> !watched.sources().contains(source))
                .toList();
        for (SourceStatus engine : Sources.readOnce(engines, setup.context().clock())) {
            lines.add(line(engine));
        }
        int width = lines.stream().mapToInt(line -> line.name.length()).max().orElse(0);
        for (Line line : lines) {
            out.printf(
                    Locale.ROOT,
                    "%-7s %-" + width + "s  %-6s  %s%n",
                    line.what,
                    line.name,
                    line.works ? "works" : "FAILS",
                    line.detail);
        }
        out.flush();
        return lines.stream().allMatch(Line::works);
    }

    private Line kafka() throws InterruptedException {
        try {
            Reachable.kafka(kafka);
            return new Line("kafka", kafka.toString(), true, "answers, and has the topics");
        } catch (IOException e) {
            return new Line("kafka", kafka.toString(), false, String.valueOf(e.getMessage()));
        }
    }

    private Line spool() {
        String folder = String.valueOf(agent.spool());
        try {
            return new Line("spool", folder, true, SpoolCheck.of(agent.spool(), agent.spoolBytes()));
        } catch (IOException e) {
            return new Line("spool", folder, false, String.valueOf(e.getMessage()));
        }
    }

    private List<Line> answers(List<TargetConfig> targets) {
        Prompt prompt = Prompt.of("Say hello.");
        try (HttpClient client = HttpClient.start(setup.probes().http())) {
            List<CompletableFuture<Line>> answers = new ArrayList<>();
            for (TargetConfig config : targets) {
                answers.add(answer(config, client, prompt));
            }
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    private CompletableFuture<Line> answer(TargetConfig config, HttpClient client, Prompt prompt) {
        ProbeConfig probes = setup.probes();
        try {
            Target target = Targets.of(config, client, probes.environment());
            return ShortRequest.send(target, prompt, probes.options(), probes.agent())
                    .finished()
                    .thenApply(finished -> line(config, finished));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(
                    new Line("target", config.slug(), false, String.valueOf(e.getMessage())));
        }
    }

    private static Line line(TargetConfig target, Finished finished) {
        RequestTiming record = finished.record();
        if (record.getOutcome() == Outcome.OK) {
            return new Line("target", target.slug(), true, "answers, streamed: " + record.getStreamed());
        }
        String error = record.getError();
        return new Line("target", target.slug(), false, record.getOutcome() + (error == null ? "" : ": " + error));
    }

    private static String words(SourceStatus source) {
        String records = source.records() + (source.records() == 1 ? " record" : " records");
        return source.details().isEmpty() ? records : records + "; " + source.details();
    }

    private static Line line(SourceStatus source) {
        String complaint = source.complaint();
        return complaint == null
                ? new Line(source.kind(), source.name(), true, words(source))
                : new Line(source.kind(), source.name(), false, complaint);
    }
}
