package io.tachograph.dashboardtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.dashboardtest.TestSession;
import io.tachograph.dashboardtest.TestSite;
import io.tachograph.dashboardtest.claude.ClaudeClient;
import io.tachograph.dashboardtest.claude.ClaudeModel;
import io.tachograph.dashboardtest.claude.RetryPolicy;
import io.tachograph.dashboardtest.page.BrowserSession;
import io.tachograph.dashboardtest.scenario.Scenario;
import io.tachograph.dashboardtest.standin.AnswerEvents;
import io.tachograph.dashboardtest.standin.ClaudeStandIn;
import io.tachograph.dashboardtest.standin.Reply;
import io.tachograph.dashboardtest.verdict.Cause;
import io.tachograph.dashboardtest.verdict.TestJudgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios from end to end: real browser, real page, real SDK; the Messages API is a stand-in. */
class ScenarioRunTest {
    private static final Scenario SCENARIO =
            new Scenario("ranks", "/", "Look at the ranking.", List.of("It ranks atlas.", "The button works."));
    private static final String REPORT = """
            {"summary": "It works.", "findings": [
              {"expectation": 1, "verdict": "pass", "evidence": "atlas 56 ms", "screenshots": ["screenshot-01.png"]},
              {"expectation": 2, "verdict": "%s", "evidence": "it says pressed", "screenshots": ["screenshot-01.png"]}]}""";

    private static @Nullable TestSite site;
    private static @Nullable BrowserSession session;

    @TempDir
    private Path output;

    private final List<Duration> waits = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        TestSite started = new TestSite();
        site = started;
        session = TestSession.on(started);
    }

    @AfterAll
    static void stop() {
        if (session != null) {
            session.close();
        }
        if (site != null) {
            site.close();
        }
    }

    private ScenarioResult run(ClaudeStandIn claude, Scenario scenario, ScenarioLimits limits) {
        return run(Objects.requireNonNull(session), claude, scenario, limits);
    }

    private ScenarioResult run(BrowserSession browser, ClaudeStandIn claude, Scenario scenario, ScenarioLimits limits) {
        RetryPolicy retries = new RetryPolicy(3, Duration.ofMinutes(5), new Random(7));
        try (ClaudeClient client = new ClaudeClient(ClaudeStandIn.KEY, claude.url(), retries, waits::add)) {
            return new DashboardTest(browser, client, new ClaudeModel("claude-sonnet-5-5", 4_096), limits, output)
                    .run(scenario, progress::add);
        }
    }

    private ScenarioResult run(Reply... replies) throws IOException {
        try (ClaudeStandIn claude = new ClaudeStandIn(replies)) {
            return run(claude, SCENARIO, new ScenarioLimits(20, 1_000_000));
        }
    }

    private List<JsonNode> transcript(String kind) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(output.resolve("ranks").resolve("transcript.jsonl"))) {
            JsonNode one = new ObjectMapper().readTree(line);
            if (one.get("kind").asText().equals(kind)) {
                lines.add(one);
            }
        }
        return lines;
    }

    private JsonNode verdictFile() throws IOException {
        return new ObjectMapper()
                .readTree(output.resolve("ranks").resolve("verdict.json").toFile());
    }

    private static Reply looks() {
        return new AnswerEvents(900)
                .text("I press the button, and look at it.")
                .tool("toolu_1", "click", "{\"label\": \"Press me\"}")
                .tool("toolu_2", "read_table", "{\"nth\": 1}")
                .tool("toolu_3", "screenshot", "{}")
                .end("tool_use", 60);
    }

    private static Reply reports(String second) {
        return new AnswerEvents(2_500)
                .tool("toolu_9", "report_verdict", REPORT.formatted(second))
                .end("tool_use", 90);
    }

    @Test
    void scenario_isTestedAndJudged() throws IOException {
        try (ClaudeStandIn claude = new ClaudeStandIn(looks(), reports("pass"))) {
            ScenarioResult result = run(claude, SCENARIO, new ScenarioLimits(20, 1_000_000));

            // What it comes to
            assertThat(result.verdict().judgement()).isEqualTo(TestJudgement.PASS);
            assertThat(result.answers()).isEqualTo(2);
            assertThat(result.usage().total()).isEqualTo(900 + 60 + 2_500 + 90);
            assertThat(result.retries() + result.failedCalls() + result.browserDeaths())
                    .isZero();

            // What was asked first
            JsonNode first = claude.asked().get(0);
            assertThat(first.get("model").asText()).isEqualTo("claude-sonnet-5-5");
            assertThat(first.get("stream").asBoolean()).isTrue();
            assertThat(first.get("max_tokens").asInt()).isEqualTo(4_096);
            assertThat(first.get("tools").findValuesAsText("name"))
                    .contains("open", "click", "type", "select_range", "read_text", "read_table")
                    .contains("console_errors", "screenshot", "report_verdict");
            assertThat(first.at("/messages/0/content/0/text").asText())
                    .contains("Look at the ranking.", "1. It ranks atlas.", "2. The button works.", "title 'Fleet'");

            // What was told of the tools: the browser's words, and the picture as an image
            JsonNode results = claude.asked().get(1).at("/messages/2/content");
            assertThat(results.findValuesAsText("tool_use_id")).containsExactly("toolu_1", "toolu_2", "toolu_3");
            assertThat(results.at("/0/content/0/text").asText()).startsWith("Clicked button 'Press me'.");
            assertThat(results.at("/1/content/0/text").asText()).contains("atlas | 56 ms");
            assertThat(results.at("/2/content/1/type").asText()).isEqualTo("image");
            assertThat(results.at("/2/content/1/source/media_type").asText()).isEqualTo("image/png");
            byte[] picture = results.at("/2/content/1/source/data").binaryValue();
            assertThat(output.resolve("ranks").resolve("screenshot-01.png")).hasBinaryContent(picture);
            assertThat(claude.asked().get(1).at("/messages/1/content/0/text").asText())
                    .isEqualTo("I press the button, and look at it.");
        }

        // What is kept
        assertThat(verdictFile().get("verdict").asText()).isEqualTo("pass");
        assertThat(verdictFile().at("/findings/0/expectation").asText()).isEqualTo("It ranks atlas.");
        assertThat(verdictFile().at("/findings/0/screenshots/0").asText()).isEqualTo("screenshot-01.png");
        assertThat(transcript("called")).hasSize(4);
        assertThat(transcript("called").get(1).get("answer").asText()).contains("atlas | 56 ms");
        assertThat(Files.readString(output.resolve("ranks").resolve("transcript.jsonl")))
                .doesNotContain(ClaudeStandIn.KEY, TestSession.SECRET);
    }

    @Test
    void oneExpectationThatFails_failsTheScenario() throws IOException {
        ScenarioResult result = run(looks(), reports("fail"));

        assertThat(result.verdict().judgement()).isEqualTo(TestJudgement.FAIL);
        assertThat(verdictFile().at("/findings/1/verdict").asText()).isEqualTo("fail");
    }

    @Test
    void requestsThatPass_areSentAgain_andEachTimeItIsSaid() throws IOException {
        ScenarioResult result = run(
                Reply.error(429, "rate_limit_error", Map.of("retry-after", "7")),
                Reply.error(529, "overloaded_error", Map.of()),
                looks(),
                new AnswerEvents(2_500)
                        .text("I")
                        .error("overloaded_error", "Overloaded")
                        .brokenOff(),
                new AnswerEvents(2_500).text("I am").brokenOff(),
                reports("pass"));

        assertThat(result.verdict().judgement()).isEqualTo(TestJudgement.PASS);
        assertThat(result.retries()).isEqualTo(4);
        assertThat(waits.get(0)).isEqualTo(Duration.ofSeconds(7));
        assertThat(waits.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(waits.get(2)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(transcript("retry"))
                .extracting(line -> line.get("why").asText())
                .satisfiesExactly(
                        why -> assertThat(why).contains("429", "rate_limit_error"),
                        why -> assertThat(why).contains("529", "overloaded_error"),
                        why -> assertThat(why).contains("within the stream", "overloaded_error"),
                        why -> assertThat(why).contains("broke its answer off"));
        assertThat(progress).anyMatch(line -> line.contains("Asking again in 7.0 s"));
        // Only what was answered counts.
        assertThat(result.answers()).isEqualTo(2);
    }

    static List<Arguments> answers_thatAreNoVerdict() {
        Reply busy = Reply.error(529, "overloaded_error", Map.of());
        Reply chat = new AnswerEvents(900).text("All is well.").end("end_turn", 5);
        return List.of(
                Arguments.argumentSet(
                        "refusal",
                        Cause.REFUSED,
                        "Claude refused: I would rather not.",
                        List.of(new AnswerEvents(900).refusal("I would rather not."))),
                Arguments.argumentSet(
                        "overlong answer",
                        Cause.ANSWER_TOO_LONG,
                        "cut off",
                        List.of(new AnswerEvents(900)
                                .tool("toolu_1", "type", "{\"text\": \"and so on")
                                .end("max_tokens", 4_096))),
                Arguments.argumentSet(
                        "overlong conversation",
                        Cause.ANSWER_TOO_LONG,
                        "longer than the model takes",
                        List.of(new AnswerEvents(900).text("I").end("model_context_window_exceeded", 4))),
                Arguments.argumentSet(
                        "unknown reason",
                        Cause.ANSWER_UNREADABLE,
                        "'tea_time'",
                        List.of(new AnswerEvents(900).text("I").end("tea_time", 4))),
                Arguments.argumentSet(
                        "no verdict, also when reminded", Cause.NO_VERDICT, "All is well.", List.of(chat, chat)),
                Arguments.argumentSet(
                        "never free", Cause.API_AWAY, "Given up after 3 attempts.", List.of(busy, busy, busy)),
                Arguments.argumentSet(
                        "asked to wait too long",
                        Cause.API_AWAY,
                        "It asks to wait 3600 s",
                        List.of(Reply.error(429, "rate_limit_error", Map.of("retry-after", "3600")))),
                Arguments.argumentSet(
                        "limit of spending",
                        Cause.API_REFUSED,
                        "429",
                        List.of(Reply.error(
                                429,
                                "rate_limit_error",
                                "\"message\":\"Spent.\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}",
                                Map.of()))),
                Arguments.argumentSet(
                        "unknown key",
                        Cause.API_REFUSED,
                        "401, authentication_error: It says so. (request req_7)",
                        List.of(Reply.error(401, "authentication_error", Map.of("request-id", "req_7")))),
                Arguments.argumentSet(
                        "no events",
                        Cause.ANSWER_UNREADABLE,
                        "cannot be read",
                        List.of(new AnswerEvents(900)
                                .raw("event: content_block_start\ndata: {\"type\": not JSON\n\n")
                                .end("end_turn", 4))));
    }

    @ParameterizedTest
    @MethodSource
    void answers_thatAreNoVerdict(Cause cause, String sentence, List<Reply> replies) throws IOException {
        ScenarioResult result = run(replies.toArray(new Reply[0]));

        assertThat(result.verdict().judgement()).isEqualTo(TestJudgement.INCONCLUSIVE);
        assertThat(result.verdict().summary()).contains(sentence);
        assertThat(result.verdict().cause()).isEqualTo(cause);
        assertThat(verdictFile().get("cause").asText()).isEqualTo(cause.text());
        assertThat(transcript("ended")).hasSize(1);
    }

    @Test
    void wrongCalls_areToldToClaude_andCounted() throws IOException {
        try (ClaudeStandIn claude = new ClaudeStandIn(
                new AnswerEvents(900)
                        .tool("toolu_1", "click", "{\"label\": ")
                        .tool("toolu_2", "click", "{\"labl\": \"Press me\"}")
                        .tool("toolu_3", "dance", "{}")
                        .tool("toolu_4", "report_verdict", "{\"summary\": \"x\", \"findings\": []}")
                        .end("tool_use", 60),
                looks(),
                reports("pass"))) {
            ScenarioResult result = run(claude, SCENARIO, new ScenarioLimits(20, 1_000_000));

            JsonNode results = claude.asked().get(1).at("/messages/2/content");
            assertThat(results.findValuesAsText("is_error")).containsExactly("true", "true", "true", "true");
            assertThat(results.at("/0/content/0/text").asText()).isEqualTo("The arguments are not a JSON object.");
            assertThat(results.at("/1/content/0/text").asText()).startsWith("Unknown argument 'labl'");
            assertThat(results.at("/2/content/0/text").asText()).isEqualTo("There is no tool 'dance'.");
            assertThat(results.at("/3/content/0/text").asText()).isEqualTo("Expectation 1 has no finding.");
            assertThat(result.verdict().judgement()).isEqualTo(TestJudgement.PASS);
            assertThat(result.failedCalls()).isEqualTo(4);
        }
    }

    @Test
    void budget_isAnnouncedBeforeItsEnd_andEndsTheTest() throws IOException {
        try (ClaudeStandIn claude = new ClaudeStandIn(looks(), looks(), looks())) {
            ScenarioResult result = run(claude, SCENARIO, new ScenarioLimits(2, 1_000_000));

            assertThat(result.verdict().cause()).isEqualTo(Cause.BUDGET_USED_UP);
            assertThat(result.answers()).isEqualTo(2);
            assertThat(claude.asked()).hasSize(2);
            assertThat(claude.asked().get(1).at("/messages/2/content/3/text").asText())
                    .contains("Your next answer is the last");
        }
    }

    @Test
    void tokens_endTheTest_too() throws IOException {
        try (ClaudeStandIn claude = new ClaudeStandIn(looks(), looks(), looks())) {
            ScenarioResult result = run(claude, SCENARIO, new ScenarioLimits(20, 1_500));

            assertThat(result.verdict().cause()).isEqualTo(Cause.BUDGET_USED_UP);
            assertThat(result.usage().total()).isEqualTo(2 * 960);
        }
    }

    @Test
    void pageThatIsNotThere_costsNoTokens() throws IOException {
        String gone;
        try (TestSite closed = new TestSite()) {
            gone = closed.url();
        }
        try (ClaudeStandIn claude = new ClaudeStandIn();
                BrowserSession lost = TestSession.on(gone, Duration.ofMinutes(1))) {
            ScenarioResult result = run(lost, claude, SCENARIO, new ScenarioLimits(20, 1_000_000));

            assertThat(result.verdict().cause()).isEqualTo(Cause.PAGE_NOT_LOADED);
            assertThat(result.verdict().summary()).contains("ERR_CONNECTION_REFUSED");
            assertThat(claude.asked()).isEmpty();
        }
    }
}
