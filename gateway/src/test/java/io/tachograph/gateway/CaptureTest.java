package io.tachograph.gateway;

import static io.tachograph.gateway.GatewayFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.client.http.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway keeps of requests and answers, and what it does not. */
@Timeout(180)
class CaptureTest {
    private static final String CHAT = "/v1/chat/completions";
    /** Half of an address, and its other half. */
    private static final String STREAM = event("Write to jane.d") + event("oe@example.com, she \\u0026 I wait.");

    @TempDir
    private Path directory;

    private static String event(String text) {
        return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
    }

    private static ScriptedServer streaming() throws IOException {
        return ScriptedServer.start((request, wire) -> {
            wire.beginStream();
            wire.chunk(STREAM.substring(0, 70));
            wire.chunk(STREAM.substring(70));
            wire.chunk("data: [DONE]\n\n");
            wire.endStream();
        });
    }

    private GatewayFixture capturing(String further, URI... targets) throws Exception {
        return GatewayFixture.with("  capture: {directory: '" + directory + "'" + further + "}\n", targets);
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    lines.add(new ObjectMapper().readTree(line));
                }
            }
        }
        return lines;
    }

    @Test
    void requestAndAnswer_areKept_withoutWhatNobodyShallKeep() throws Exception {
        try (ScriptedServer server = streaming();
                GatewayFixture fixture = capturing("", server.url())) {
            String body = chat(",\"stream\":true,\"user\":\"jane@example.com\",\"card\":4111111111111111,"
                    + "\"metadata\":{\"sk-abcdefghijklmnop1234\":\"call +49 (170) 123 4567 or 4111-1111-1111-1111\"}");
            assertThat(fixture.post(CHAT, body).body()).isEqualTo(STREAM + "data: [DONE]\n\n");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> fixture.gateway.captures().written() == 1);

            JsonNode line = lines().get(0);
            assertThat(line.get("answer").asText()).isEqualTo("Write to [redacted], she & I wait.");
            assertThat(line.get("answer_cut").asBoolean()).isFalse();
            assertThat(line.get("request_id").asText()).isEqualTo(GatewayFixture.id(fixture.record()));
            assertThat(line.get("target").asText()).isEqualTo(fixture.record().getTarget());
            assertThat(line.get("outcome").asText()).isEqualTo("OK");
            JsonNode request = line.get("request");
            assertThat(request.at("/messages/0/content").asText()).isEqualTo("How far away?");
            assertThat(request.get("user").asText()).isEqualTo("[redacted]");
            assertThat(request.get("card").asText()).isEqualTo("[redacted]");
            assertThat(request.get("metadata")).hasToString("{\"[redacted]\":\"call [redacted] or [redacted]\"}");
        }
    }

    @Test
    void withoutADirectory_nothingIsKept() throws Exception {
        try (ScriptedServer server = streaming();
                GatewayFixture fixture = GatewayFixture.before(server.url())) {
            fixture.post(CHAT, chat(",\"stream\":true"));
            fixture.record();
        }
        assertThat(directory).isEmptyDirectory();
    }

    /** A pattern that takes other engines longer than the universe is old. */
    @Test
    void noPattern_holdsTheGatewayUp() throws Exception {
        try (ScriptedServer server = streaming();
                GatewayFixture fixture = capturing(", redact: ['(a+)+$', '(x|x)*y']", server.url())) {
            String evil = "a".repeat(5_000) + "! " + "x".repeat(5_000);
            fixture.post(CHAT, chat(",\"stream\":true,\"note\":\"" + evil + "\""));

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> fixture.gateway.captures().written() == 1);
            assertThat(lines().get(0).at("/request/note").asText()).startsWith("aaaa");
        }
    }

    @Test
    void whatIsTooLong_isCountedOrCutWhereNoHalfOfAnythingIsLeft() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    wire.beginStream();
                    // The 1,024th character is in an address.
                    wire.chunk(event("word ".repeat(203) + "jane@exam"));
                    wire.chunk(event("ple.com and so on ".repeat(10)));
                    wire.chunk("data: [DONE]\n\n");
                    wire.endStream();
                });
                GatewayFixture fixture = capturing(", max-kib: 1", server.url())) {
            fixture.post(CHAT, chat(",\"stream\":true,\"note\":\"" + "b".repeat(2_000) + "\""));
            fixture.post(CHAT, chat(",\"stream\":true"));

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> fixture.gateway.captures().written() == 1);
            assertThat(fixture.gateway.captures().tooLarge()).isOne();
            assertThat(lines()).hasSize(1);
            assertThat(lines().get(0).get("answer_cut").asBoolean()).isTrue();
            assertThat(lines().get(0).get("answer").asText()).isEqualTo("word ".repeat(203));
        }
    }

    @Test
    void wrongPattern_isOneSentence() {
        assertThatThrownBy(() -> capturing(", redact: ['(']", URI.create("http://127.0.0.1:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gateway.capture.redact: ( is no pattern of RE2: missing closing )");
    }
}
