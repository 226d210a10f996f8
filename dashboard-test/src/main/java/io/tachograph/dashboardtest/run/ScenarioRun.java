package io.tachograph.dashboardtest.run;

import io.tachograph.browser.BrowserException;
import io.tachograph.dashboardtest.claude.ClaudeAnswer;
import io.tachograph.dashboardtest.claude.ClaudeClient;
import io.tachograph.dashboardtest.claude.ClaudeConversation;
import io.tachograph.dashboardtest.claude.ClaudeException;
import io.tachograph.dashboardtest.claude.ClaudeModel;
import io.tachograph.dashboardtest.claude.Retry;
import io.tachograph.dashboardtest.claude.ToolCall;
import io.tachograph.dashboardtest.page.BrowserSession;
import io.tachograph.dashboardtest.page.TestedPage;
import io.tachograph.dashboardtest.scenario.Scenario;
import io.tachograph.dashboardtest.tool.BrowserTool;
import io.tachograph.dashboardtest.tool.BrowserTools;
import io.tachograph.dashboardtest.tool.Picture;
import io.tachograph.dashboardtest.tool.ToolAnswer;
import io.tachograph.dashboardtest.verdict.Cause;
import io.tachograph.dashboardtest.verdict.TestVerdict;
import io.tachograph.dashboardtest.verdict.VerdictTool;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One scenario, from its page to its verdict. Runs once, on one thread. */
final class ScenarioRun {
    private final Scenario scenario;
    private final BrowserSession session;
    private final TestedPage page;
    private final Map<String, BrowserTool> tools;
    private final VerdictTool verdictTool;
    private final ClaudeConversation conversation;
    private final Transcript transcript;
    private final Budget budget;
    private final Consumer<String> progress;
    private final int deathsBefore;
    private int retries;
    private int failedCalls;
    private @Nullable TestVerdict reported;

    ScenarioRun(
            Scenario scenario,
            BrowserSession session,
            ClaudeClient client,
            ClaudeModel model,
            ScenarioLimits limits,
            Transcript transcript,
            Consumer<String> progress) {
        this.scenario = scenario;
        this.session = session;
        this.page = new TestedPage(session);
        this.tools = new BrowserTools(page)
                .all().stream()
                        .collect(Collectors.toMap(
                                BrowserTool::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        this.verdictTool = new VerdictTool(scenario.expectations().size());
        this.conversation = new ClaudeConversation(client, model, Brief.INSTRUCTIONS);
        this.transcript = transcript;
        this.budget = new Budget(limits);
        this.progress = progress;
        this.deathsBefore = session.deaths();
        tools.values()
                .forEach(tool ->
                        conversation.offer(tool.name(), tool.description(), tool.properties(), tool.required()));
        conversation.offer(VerdictTool.NAME, VerdictTool.DESCRIPTION, verdictTool.properties(), VerdictTool.REQUIRED);
    }

    ScenarioResult run() {
        transcript.write("started", Map.of("scenario", scenario.name(), "page", scenario.page()));
        TestVerdict verdict;
        try {
            verdict = judged();
        } catch (ClaudeException e) {
            verdict = TestVerdict.open(e.verdictCause(), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            verdict = TestVerdict.open(Cause.INTERRUPTED, "It was stopped after " + budget + ".");
        }
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("verdict", verdict.judgement().text());
        end.put("cause", verdict.cause() == null ? null : verdict.cause().text());
        end.put("summary", verdict.summary());
        transcript.write("ended", end);
        return new ScenarioResult(
                scenario,
                verdict,
                budget.answers(),
                budget.used(),
                retries,
                failedCalls,
                session.deaths() - deathsBefore);
    }

    private TestVerdict judged() throws ClaudeException, InterruptedException {
        String opened;
        try {
            opened = page.open(scenario.page());
        } catch (BrowserException | IllegalArgumentException e) {
            return TestVerdict.open(Cause.PAGE_NOT_LOADED, String.valueOf(e.getMessage()));
        }
        conversation.say(Brief.of(scenario, opened));
        boolean reminded = false;
        while (!budget.isUsedUp()) {
            ClaudeAnswer answer = conversation.next(this::retried);
            budget.spend(answer.usage());
            answered(answer);
            switch (answer.stopReason()) {
                case "tool_use" -> {
                    Map<String, ToolAnswer> results = called(answer);
                    @Nullable TestVerdict verdict = reported;
                    if (verdict != null) {
                        return verdict;
                    }
                    conversation.tell(results, budget.isNearlyUsedUp() ? Brief.LAST_CHANCE : null);
                }
                // Nothing is to be said: the next answer goes on where this one stopped.
                case "pause_turn" -> {}
                case "end_turn", "stop_sequence" -> {
                    if (reminded) {
                        return TestVerdict.open(
                                Cause.NO_VERDICT, "Claude ended twice without a verdict: " + answer.text());
                    }
                    reminded = true;
                    conversation.say(budget.isNearlyUsedUp() ? Brief.LAST_CHANCE : Brief.NO_VERDICT_YET);
                }
                case "refusal" -> {
                    return TestVerdict.open(
                            Cause.REFUSED,
                            "Claude refused" + (answer.refusal().isEmpty() ? "." : ": " + answer.refusal()));
                }
                case "max_tokens" -> {
                    return TestVerdict.open(Cause.ANSWER_TOO_LONG, "An answer was cut off at its limit of tokens.");
                }
                case "model_context_window_exceeded" -> {
                    return TestVerdict.open(Cause.ANSWER_TOO_LONG, "The conversation is longer than the model takes.");
                }
                default -> {
                    return TestVerdict.open(
                            Cause.ANSWER_UNREADABLE,
                            "Claude stopped for a reason that is not known: '" + answer.stopReason() + "'.");
                }
            }
        }
        return TestVerdict.open(Cause.BUDGET_USED_UP, "No verdict came within " + budget + ".");
    }

    private Map<String, ToolAnswer> called(ClaudeAnswer answer) {
        Map<String, ToolAnswer> results = new LinkedHashMap<>();
        for (ToolCall call : answer.calls()) {
            ToolAnswer result = call(call);
            if (result.failed()) {
                failedCalls++;
            }
            @Nullable Picture picture = result.picture();
            if (picture != null) {
                transcript.keep(picture);
            }
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("tool", call.name());
            facts.put("arguments", call.arguments());
            facts.put("failed", result.failed());
            facts.put("answer", result.text());
            transcript.write("called", facts);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s  %2d  %s %s%s",
                    scenario.name(),
                    budget.answers(),
                    call.name(),
                    call.name().equals(VerdictTool.NAME) ? "" : call.arguments(),
                    result.failed() ? ": " + result.text() : ""));
            results.put(call.id(), result);
        }
        return results;
    }

    private ToolAnswer call(ToolCall call) {
        if (!call.readable()) {
            return ToolAnswer.failed("The arguments are not a JSON object.");
        }
        if (call.name().equals(VerdictTool.NAME)) {
            try {
                reported = verdictTool.read(call.arguments(), transcript.screenshots());
                return new ToolAnswer("Thank you.", false, null);
            } catch (IllegalArgumentException e) {
                return ToolAnswer.failed(String.valueOf(e.getMessage()));
            }
        }
        @Nullable BrowserTool tool = tools.get(call.name());
        return tool == null
                ? ToolAnswer.failed("There is no tool '" + call.name() + "'.")
                : tool.call(call.arguments());
    }

    private void answered(ClaudeAnswer answer) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("answer", budget.answers());
        facts.put("stop_reason", answer.stopReason());
        facts.put("text", answer.text());
        facts.put("tools", answer.calls().stream().map(ToolCall::name).toList());
        facts.put("tokens", ScenarioResult.tokens(answer.usage()));
        transcript.write("answered", facts);
    }

    private void retried(Retry retry) {
        retries++;
        transcript.write(
                "retry",
                Map.of(
                        "why",
                        retry.why(),
                        "failed",
                        retry.failed(),
                        "wait_seconds",
                        retry.pause().toMillis() / 1e3));
        progress.accept(String.format(
                Locale.ROOT,
                "%s  %s Asking again in %.1f s.",
                scenario.name(),
                retry.why(),
                retry.pause().toMillis() / 1e3));
    }
}
