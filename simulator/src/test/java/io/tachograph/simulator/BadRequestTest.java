package io.tachograph.simulator;

import static io.tachograph.simulator.ReplicaUnderTest.CHAT;
import static io.tachograph.simulator.ReplicaUnderTest.TEXT;
import static io.tachograph.simulator.ReplicaUnderTest.chat;
import static io.tachograph.simulator.ReplicaUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestTest {
    private final ReplicaUnderTest server = new ReplicaUnderTest();

    @AfterAll
    void close() {
        server.close();
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                argumentSet("empty", CHAT, "", "JSON"),
                argumentSet("not JSON", CHAT, "{\"model\":", "not valid JSON"),
                argumentSet("two values", CHAT, chat("") + "{}", "not valid JSON"),
                argumentSet("a list", CHAT, "[1]", "must be a JSON object"),
                argumentSet("deep", CHAT, "[".repeat(5_000), "not valid JSON"),
                argumentSet("no model", CHAT, "{\"messages\":[]}", "`model` is required"),
                argumentSet("no messages", CHAT, "{\"model\":\"atlas-8b\"}", "`messages`"),
                argumentSet("no role", CHAT, "{\"model\":\"atlas-8b\",\"messages\":[{}]}", "`role`"),
                argumentSet("no prompt", TEXT, "{\"model\":\"atlas-8b\"}", "`prompt`"),
                argumentSet("two prompts", TEXT, "{\"model\":\"atlas-8b\",\"prompt\":[\"a\",\"b\"]}", "one string"),
                argumentSet("no tokens", CHAT, chat(",\"max_tokens\":0"), "`max_tokens` must be at least 1, got 0."),
                argumentSet("negative", CHAT, chat(",\"max_tokens\":-99999999999"), "`max_tokens` must be at least 1"),
                argumentSet("fraction", CHAT, chat(",\"max_tokens\":1.5"), "whole number"),
                argumentSet("beyond context", CHAT, chat(",\"max_tokens\":8190"), "maximum context length is 8192"),
                argumentSet("far beyond", CHAT, chat(",\"max_tokens\":1e1"), "whole number"),
                argumentSet("more than int", CHAT, chat(",\"max_tokens\":99999999999"), "maximum context length"),
                argumentSet("min over max", CHAT, chat(",\"max_tokens\":3,\"min_tokens\":4"), "`min_tokens`"),
                argumentSet("two choices", CHAT, chat(",\"n\":2"), "`n` must be 1"),
                argumentSet("stream as text", CHAT, chat(",\"stream\":\"yes\""), "`stream` must be true or false."),
                argumentSet("options alone", CHAT, chat(",\"stream_options\":{}"), "Stream options can only"),
                argumentSet("options odd", CHAT, chat(",\"stream\":true,\"stream_options\":1"), "must be an object"));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void badBody_isAClear400(String path, String body, String message) throws Exception {
        HttpResponse<String> response = server.post(path, body);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = json(response.body()).path("error");
        assertThat(error.path("message").asText()).contains(message);
        assertThat(error.path("type").asText()).isEqualTo("BadRequestError");
        assertThat(error.path("code").isInt()).isTrue();
        assertThat(error.path("code").asInt()).isEqualTo(400);
    }

    @Test
    void unknownModel_is404() throws Exception {
        HttpResponse<String> response = server.post(CHAT, chat("").replace("atlas-8b", "x\\\"y"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response.body()).path("error").path("message").asText())
                .isEqualTo("The model `x\"y` does not exist.");
        assertThat(json(response.body()).path("error").path("code").asInt()).isEqualTo(404);
    }

    @Test
    void unknownPath_is404() throws Exception {
        assertThat(server.get("/v1/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void wrongMethod_is405AndSaysWhichIsRight() throws Exception {
        HttpResponse<String> response = server.get(CHAT);

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).hasValue("POST");
        assertThat(server.send("DELETE", "/health").statusCode()).isEqualTo(405);
        assertThat(server.send("POST", "/v1/models").headers().firstValue("allow"))
                .hasValue("GET");
    }

    @Test
    void hugeBody_is413AndTheServerLivesOn() throws Exception {
        String huge = chat(",\"user\":\"" + "x".repeat(RequestAssembler.MAX_BODY_BYTES) + "\"");

        HttpResponse<String> response = server.post(CHAT, huge);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(json(response.body()).path("error").path("code").asInt()).isEqualTo(413);
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }
}
