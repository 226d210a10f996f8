package io.tachograph.dashboardtest.run;

import io.tachograph.dashboardtest.claude.ClaudeClient;
import io.tachograph.dashboardtest.claude.ClaudeModel;
import io.tachograph.dashboardtest.page.BrowserSession;
import io.tachograph.dashboardtest.scenario.Scenario;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Has Claude test a dashboard, scenario by scenario. Used by one thread.
 *
 * @param output the folder in which each scenario gets one of its own, with transcript, screenshots and verdict
 */
public record DashboardTest(
        BrowserSession session, ClaudeClient client, ClaudeModel model, ScenarioLimits limits, Path output) {
    static final String VERDICT_FILE = "verdict.json";

    /**
     * Runs one.
     *
     * @param progress is told what happens, in a line each
     * @throws java.io.UncheckedIOException when its results cannot be written
     */
    public ScenarioResult run(Scenario scenario, Consumer<String> progress) {
        try (Transcript transcript = Transcript.in(output.resolve(scenario.name()))) {
            ScenarioResult result =
                    new ScenarioRun(scenario, session, client, model, limits, transcript, progress).run();
            transcript.writeFile(VERDICT_FILE, result.asFile(model.name()));
            return result;
        }
    }
}
