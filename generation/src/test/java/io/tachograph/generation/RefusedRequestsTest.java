package io.tachograph.generation;

import static io.tachograph.generation.Deployment.KEY;
import static io.tachograph.generation.Deployment.OTHER_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API refuses, and in which words. No worker is needed for it, and none is there. */
class RefusedRequestsTest {
    @TempDir
    static Path directory;

    private static Deployment deployment;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        deployment = new Deployment(directory);
        api = deployment.api();
    }

    @AfterAll
    static void stop() throws Exception {
        deployment.close();
    }

    private static void assertRefused(HttpResponse<String> response, int status, String sentence) throws Exception {
        JsonNode body = Api.json(response);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(body.get("status_code").asInt()).isEqualTo(status);
        assertThat(body.get("error").asText()).isEqualTo(sentence);
        assertThat(body).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | prompt is required and may not be blank.",
                "{\"prompt\": \"  \"} | prompt is required and may not be blank.",
                "{\"prompt\": null} | prompt is required and may not be blank.",
                "{\"prompt\": 7} | prompt must be a string.",
                "{\"prompt\": \"a\", \"max_tokens\": 0} | max_tokens must be a whole number from 1 to 8192.",
                "{\"prompt\": \"a\", \"max_tokens\": 1.5} | max_tokens must be a whole number from 1 to 8192.",
                "{\"prompt\": \"a\", \"max_tokens\": 1e99} | max_tokens must be a whole number from 1 to 8192.",
                "{\"prompt\": \"a\", \"max_tokens\": \"9\"} | max_tokens must be a whole number from 1 to 8192.",
                "{\"prompt\": \"a\", \"temperature\": 2.1} | temperature must be a number from 0.0 to 2.0.",
                "{\"prompt\": \"a\", \"temperature\": -1} | temperature must be a number from 0.0 to 2.0.",
                "{\"prompt\": \"a\", \"top_p\": 1.01} | top_p must be a number from 0.0 to 1.0.",
                "{\"prompt\": \"a\", \"user_id\": {}} | user_id must be a string.",
                "{\"prompt\": \"a\", \"max_token\": 1} | There is no such parameter as 'max_token'; known are prompt,"
                        + " max_tokens, temperature, top_p, user_id, model.",
                "[] | The body must be a JSON object.",
                "{\"prompt\": \"a\"} {} | The body is not JSON (line 1, column 17).",
                "{\"prompt\": \"a\", \"prompt\": \"b\"} | The body is not JSON (line 1, column 25).",
            })
    void badParameter_isToldInOneSentence(String body, String sentence) throws Exception {
        assertRefused(api.keyed("POST", "/generate", body), 400, sentence);
    }

    @Test
    void modelThatNothingServes_isToldWithThoseThatThereAre() throws Exception {
        assertRefused(
                api.keyed("POST", "/generate", "{\"prompt\": \"a\", \"model\": \"gpt-9\"}"),
                404,
                "There is no model 'gpt-9'; known are swift, fickle.");
    }

    @Test
    void longBody_isRefusedBeforeItIsRead() throws Exception {
        assertRefused(
                api.keyed("POST", "/generate", "{\"prompt\": \"" + "a".repeat(1_000_001) + "\"}"),
                413,
                "The body may have at most 1000000 bytes");
    }

    @ParameterizedTest
    @CsvSource({"POST,/generate", "GET,/status/x", "GET,/result/x", "GET,/stream/x", "DELETE,/tasks/x"})
    void unknownKey_isRefused(String method, String path) throws Exception {
        assertRefused(api.send(method, path, "{}"), 401, "Invalid API key");
        assertRefused(api.send(method, path, "{}", "X-API-Key", "wrong-key-999"), 401, "Invalid API key");
    }

    /** A browser's EventSource sends no headers; a key in a URL ends up in logs, so nothing else takes it. */
    @Test
    void keyInTheQuery_isTakenByStreamsAlone() throws Exception {
        assertRefused(api.send("GET", "/stream/x?api_key=" + KEY, ""), 404, "Task not found");
        assertRefused(api.send("GET", "/status/x?api_key=" + KEY, ""), 401, "Invalid API key");
    }

    /** As browsers ask before a script of another origin may send a key. */
    @Test
    void pageOfAnotherOrigin_mayCallWhatTakesAKey() throws Exception {
        String[] asks = {"Origin", "https://page.example", "Access-Control-Request-Headers", "x-api-key"};
        for (String path : List.of("/generate", "/status/x", "/result/x", "/stream/x", "/tasks/x")) {
            HttpResponse<String> preflight = api.send("OPTIONS", path, "", asks);
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                    .hasValueSatisfying(names -> assertThat(names).contains("X-API-Key", "Last-Event-ID"));
        }
        HttpResponse<String> answer = api.send("GET", "/stream/x?api_key=" + KEY, "", asks[0], asks[1]);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        HttpResponse<String> open = api.send("GET", "/metrics", "", asks[0], asks[1]);
        assertThat(open.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET,/status/", "GET,/result/", "GET,/stream/", "DELETE,/tasks/"})
    void unknownTask_isNotFound(String method, String path) throws Exception {
        assertRefused(api.keyed(method, path + "abc123-def456-ghi789", ""), 404, "Task not found");
    }

    @Test
    void unknownResource_isNotFound() throws Exception {
        assertRefused(api.keyed("GET", "/nothing", ""), 404, "There is no such resource");
        assertRefused(api.keyed("PUT", "/generate", ""), 405, "This resource does not answer that method");
    }

    @Test
    void keyThatSendsMoreThanItsBurst_isRefusedUntilLater() throws Exception {
        // So slowly that none is added while this runs.
        Api limited = deployment.api("requests-per-minute: 1");
        for (int i = 0; i < 10; i++) {
            assertThat(limited.keyed("GET", "/status/x", "").statusCode()).isEqualTo(404);
        }

        HttpResponse<String> refused = limited.keyed("GET", "/status/x", "");

        assertRefused(refused, 429, "Rate limit exceeded");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
        assertThat(limited.send("GET", "/status/x", "", "X-API-Key", OTHER_KEY).statusCode())
                .isEqualTo(404);
        assertThat(limited.send("GET", "/health", "").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutAWorker_tasksAreAcceptedAndWait() throws Exception {
        String id = api.submit("swift", 5);

        assertThat(api.get("/result/" + id).get("status").asText()).isEqualTo("queued");
        // The group's coordinator may have to be made first.
        JsonNode health = await().atMost(Api.LONG)
                .until(
                        () -> Api.json(api.send("GET", "/health", "")),
                        found -> !found.get("status").asText().equals("unhealthy"));
        assertThat(health.get("status").asText()).isEqualTo("degraded");
        assertThat(health.get("model_loaded").asBoolean()).isFalse();
    }
}
