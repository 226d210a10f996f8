package io.tachograph.simulator;

import static io.tachograph.simulator.ReplicaUnderTest.CHAT;
import static io.tachograph.simulator.ReplicaUnderTest.TEXT;
import static io.tachograph.simulator.ReplicaUnderTest.chat;
import static io.tachograph.simulator.ReplicaUnderTest.events;
import static io.tachograph.simulator.ReplicaUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamTest {
    private final ReplicaUnderTest server = new ReplicaUnderTest();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void chatStream_isRoleTokensFinishUsageDone() throws Exception {
        HttpResponse<String> response = server.post(
                CHAT, chat(",\"max_tokens\":3,\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        List<String> events = events(response.body());
        assertThat(events).hasSize(7);
        JsonNode role = json(events.get(0));
        assertThat(role.path("object").asText()).isEqualTo("chat.completion.chunk");
        assertThat(role.path("model").asText()).isEqualTo("atlas-8b");
        assertThat(choice(role))
                .hasToString(
                        "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null}");
        for (int token = 1; token <= 3; token++) {
            JsonNode chunk = json(events.get(token));
            assertThat(choice(chunk).path("delta").path("content").asText()).isNotBlank();
            assertThat(choice(chunk).path("finish_reason").isNull()).isTrue();
            assertThat(chunk.path("id")).isEqualTo(role.path("id"));
            assertThat(chunk.has("usage")).isFalse();
            assertThat(chunk.has("tachograph_nanos")).isFalse();
        }
        assertThat(choice(json(events.get(4))).path("finish_reason").asText()).isEqualTo("length");
        assertThat(choice(json(events.get(4))).path("delta").path("content").asText())
                .isEmpty();
        assertThat(json(events.get(5)).path("choices")).isEmpty();
        assertThat(json(events.get(5)).path("usage"))
                .hasToString("{\"prompt_tokens\":3,\"total_tokens\":6,\"completion_tokens\":3}");
        assertThat(events.get(6)).isEqualTo("[DONE]");
        assertThat(response.body()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void textStream_hasNoRoleAndNoUsageUnlessAsked() throws Exception {
        HttpResponse<String> response =
                server.post(TEXT, "{\"model\":\"atlas-8b\",\"prompt\":\"abc\",\"max_tokens\":2,\"stream\":true}");

        List<String> events = events(response.body());
        assertThat(events).hasSize(4);
        assertThat(json(events.get(0)).path("object").asText()).isEqualTo("text_completion");
        assertThat(choice(json(events.get(0))).path("text").asText()).isNotBlank();
        assertThat(choice(json(events.get(1))).path("text").asText()).isNotBlank();
        assertThat(choice(json(events.get(2))).path("finish_reason").asText()).isEqualTo("length");
        assertThat(events.get(3)).isEqualTo("[DONE]");
    }

    @Test
    void continuousUsage_countsUp() throws Exception {
        HttpResponse<String> response = server.post(
                CHAT,
                chat(",\"max_tokens\":2,\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true,\"continuous_usage_stats\":true}"));

        assertThat(events(response.body()).stream()
                        .limit(5)
                        .map(event -> json(event)
                                .path("usage")
                                .path("completion_tokens")
                                .asInt(-1)))
                .containsExactly(0, 1, 2, 2, 2);
    }

    @Test
    void stamps_lieBetweenSendingAndReadingAndKeepTheLaw() throws Exception {
        long sent = System.nanoTime();
        HttpResponse<String> response = server.post(
                CHAT, chat(",\"max_tokens\":20,\"stream\":true,\"ignore_eos\":true"), "X-Tachograph-Stamps", "true");
        long read = System.nanoTime();

        List<Long> stamps = events(response.body()).stream()
                .filter(event -> event.startsWith("{"))
                .map(event -> json(event).path("tachograph_nanos").asLong())
                .toList();
        assertThat(stamps).hasSize(22).isSorted().allMatch(stamp -> stamp - sent > 0 && read - stamp > 0);
        LatencyLaw law = ReplicaUnderTest.FAST;
        for (int token = 0; token < 20; token++) {
            long earliest = law.prefillNanos(3, 1) + token * law.stepNanos(1, 1);
            assertThat(stamps.get(token + 1) - sent).isGreaterThanOrEqualTo(earliest);
        }
    }

    @Test
    void answer_endsByItselfWithinTheConfiguredLengths() throws Exception {
        HttpResponse<String> response = server.post(CHAT, chat(",\"stream\":true"));

        List<String> events = events(response.body());
        assertThat(events.size() - 3).isBetween(16, 64);
        assertThat(choice(json(events.get(events.size() - 2)))
                        .path("finish_reason")
                        .asText())
                .isEqualTo("stop");
    }

    private static JsonNode choice(JsonNode chunk) {
        return chunk.path("choices").path(0);
    }
}
