package io.tachograph.standalone.dashboardtest;

import io.tachograph.config.ConfigException;
import io.tachograph.dashboardtest.claude.ClaudeClient;
import io.tachograph.dashboardtest.claude.ClaudeModel;
import io.tachograph.dashboardtest.claude.RetryPolicy;
import io.tachograph.dashboardtest.page.BrowserSession;
import io.tachograph.dashboardtest.run.DashboardTest;
import io.tachograph.dashboardtest.run.ScenarioLimits;
import io.tachograph.dashboardtest.run.ScenarioResult;
import io.tachograph.dashboardtest.scenario.Scenario;
import io.tachograph.dashboardtest.scenario.ScenarioException;
import io.tachograph.dashboardtest.scenario.ScenarioFiles;
import io.tachograph.dashboardtest.verdict.Cause;
import io.tachograph.dashboardtest.verdict.Finding;
import io.tachograph.dashboardtest.verdict.TestJudgement;
import io.tachograph.standalone.log.Logs;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Runs the scenarios one after the other, and says what they came to. */
final class ScenarioTests {
    private static final int FAILED = 3;
    private static final int NOT_JUDGED = 4;
    static final int INTERRUPTED = 130;

    private final DashboardTestCommand options;
    private final PrintWriter out;

    ScenarioTests(DashboardTestCommand options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    int run(Map<String, String> environment) throws ConfigException {
        Logs.toConsole(environment);
        requireClient();
        List<Scenario> scenarios = scenarios();
        ScenarioLimits limits = limits();
        @Nullable String key = environment.get(DashboardTestCommand.KEY);
        if (key == null || key.isBlank()) {
            throw new IllegalStateException("the environment variable " + DashboardTestCommand.KEY
                    + " is not set: Claude judges the scenarios; --mcp works without it");
        }
        RetryPolicy retries = new RetryPolicy(options.attempts, options.longestWait, new Random());
        try (StopSignal stop = StopSignal.install();
                BrowserSession session = StartedSession.of(options, environment);
                ClaudeClient client =
                        new ClaudeClient(key.strip(), options.apiUrl, retries, time -> Thread.sleep(time.toMillis()))) {
            stop.closes(session);
            DashboardTest test = new DashboardTest(
                    session, client, new ClaudeModel(options.model, options.answerTokens), limits, options.output);
            List<ScenarioResult> results = run(scenarios, test);
            out.println();
            results.forEach(this::show);
            if (results.size() < scenarios.size()) {
                out.println((scenarios.size() - results.size()) + " scenarios were not run.");
            }
            out.println("Results: " + options.output.toAbsolutePath());
            return stop.isGiven() ? INTERRUPTED : exitCode(results);
        }
    }

    /** Images leave it out. */
    private static void requireClient() {
        try {
            Class.forName("com.anthropic.client.AnthropicClient", false, ScenarioTests.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "the client of Claude's API is not here, as in images: run ./tachograph of a checkout; --mcp works here",
                    e);
        }
    }

    private List<Scenario> scenarios() throws ConfigException {
        if (options.scenarios.isEmpty()) {
            throw new ConfigException(
                    "no scenario is named: give files or folders such as infra/dashboard-tests/dashboard, or --mcp");
        }
        try {
            return ScenarioFiles.read(options.scenarios);
        } catch (ScenarioException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private ScenarioLimits limits() throws ConfigException {
        if (options.answerTokens < 1 || options.attempts < 1 || options.longestWait.isNegative()) {
            throw new ConfigException("--max-answer-tokens and --attempts must be 1 or more, --longest-wait 0 or more");
        }
        try {
            return new ScenarioLimits(options.mostAnswers, options.mostTokens);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--max-answers, --max-tokens: " + e.getMessage());
        }
    }

    /** Until one is stopped, or the API refuses: it would refuse the others, too. */
    private List<ScenarioResult> run(List<Scenario> scenarios, DashboardTest test) {
        List<ScenarioResult> results = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            ScenarioResult result = test.run(scenario, line -> {
                out.println(line);
                out.flush();
            });
            results.add(result);
            @Nullable Cause cause = result.verdict().cause();
            if (cause == Cause.INTERRUPTED || cause == Cause.API_REFUSED) {
                break;
            }
        }
        return results;
    }

    private void show(ScenarioResult result) {
        @Nullable Cause cause = result.verdict().cause();
        out.printf(
                Locale.ROOT,
                "%-12s  %s: %s%s (%d answers, %d tokens%s)%n",
                result.verdict().judgement().text(),
                result.scenario().name(),
                cause == null ? "" : cause.text() + ": ",
                result.verdict().summary(),
                result.answers(),
                result.usage().total(),
                result.retries() == 0 ? "" : ", " + result.retries() + " retries");
        for (Finding finding : result.verdict().findings()) {
            if (finding.judgement() != TestJudgement.PASS) {
                out.printf(
                        Locale.ROOT,
                        "              %s: %s: %s %s%n",
                        finding.judgement().text(),
                        finding.expectation() == 0
                                ? "also"
                                : result.scenario().expectations().get(finding.expectation() - 1),
                        finding.evidence(),
                        finding.screenshots());
            }
        }
        out.flush();
    }

    private static int exitCode(List<ScenarioResult> results) {
        boolean failed = results.stream().anyMatch(one -> one.verdict().judgement() == TestJudgement.FAIL);
        boolean open = results.stream().anyMatch(one -> one.verdict().judgement() == TestJudgement.INCONCLUSIVE);
        return failed ? FAILED : open ? NOT_JUDGED : 0;
    }
}
