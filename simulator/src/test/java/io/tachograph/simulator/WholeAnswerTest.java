package io.tachograph.simulator;

import static io.tachograph.simulator.ReplicaUnderTest.CHAT;
import static io.tachograph.simulator.ReplicaUnderTest.TEXT;
import static io.tachograph.simulator.ReplicaUnderTest.chat;
import static io.tachograph.simulator.ReplicaUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeAnswerTest {
    private final ReplicaUnderTest server = new ReplicaUnderTest();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void chat_answersWithAMessageAndUsage() throws Exception {
        HttpResponse<String> response = server.post(CHAT, chat(",\"max_completion_tokens\":5,\"max_tokens\":9"));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = json(response.body());
        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        JsonNode choice = answer.path("choices").path(0);
        assertThat(choice.path("message").path("role").asText()).isEqualTo("assistant");
        assertThat(choice.path("message").path("content").asText().trim().split(" "))
                .hasSize(5);
        assertThat(choice.path("finish_reason").asText()).isEqualTo("length");
        assertThat(answer.path("usage").path("prompt_tokens").asInt()).isEqualTo(3);
        assertThat(answer.path("usage").path("completion_tokens").asInt()).isEqualTo(5);
        assertThat(answer.path("usage").path("total_tokens").asInt()).isEqualTo(8);
    }

    @Test
    void ignoredEnd_fillsMaxTokens() throws Exception {
        HttpResponse<String> response = server.post(CHAT, chat(",\"max_tokens\":90,\"ignore_eos\":true"));

        assertThat(json(response.body()).path("usage").path("completion_tokens").asInt())
                .isEqualTo(90);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"abcd\" | 1",
                "\"abcde\" | 2",
                "\"\" | 1",
                "[\"abcdefghi\"] | 3",
                "[11, 12, 13, 14, 15] | 5",
                "\"\uD83D\uDE9B\uD83D\uDE9B\uD83D\uDE9B\uD83D\uDE9B\uD83D\uDE9B\" | 2"
            })
    void promptTokens_areAQuarterOfTheCodePoints(String prompt, int expected) throws Exception {
        HttpResponse<String> response =
                server.post(TEXT, "{\"model\":\"atlas-8b\",\"max_tokens\":1,\"prompt\":" + prompt + "}");

        assertThat(json(response.body()).path("usage").path("prompt_tokens").asInt())
                .isEqualTo(expected);
    }

    @Test
    void contentInParts_countsLikeText() throws Exception {
        HttpResponse<String> response = server.post(CHAT, """
                {"model": "atlas-8b", "max_tokens": 1, "messages": [
                  {"role": "system", "content": [{"type": "text", "text": "abcd"}, {"type": "text", "text": "efgh"}]},
                  {"role": "assistant", "content": null}]}
                """);

        assertThat(json(response.body()).path("usage").path("prompt_tokens").asInt())
                .isEqualTo(2);
    }

    @Test
    void sameSeed_givesTheSameAnswers() throws Exception {
        String first = answers(new ReplicaUnderTest(server.replica().config(), 8));
        String again = answers(new ReplicaUnderTest(server.replica().config(), 8));
        String other = answers(new ReplicaUnderTest(server.replica().config(), 9));

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    private static String answers(ReplicaUnderTest server) throws Exception {
        try (server) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                JsonNode answer = json(server.post(CHAT, chat("")).body());
                all.append(answer.path("id")).append(answer.path("choices")).append(answer.path("usage"));
            }
            return all.toString();
        }
    }
}
