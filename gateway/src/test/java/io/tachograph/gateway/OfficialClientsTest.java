package io.tachograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.models.Model;
import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.ServedRequest;
import io.tachograph.simulator.SimulatedFleet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OpenAI's and Anthropic's own clients, of which nothing but the base URL and the key is changed. */
@Timeout(180)
class OfficialClientsTest {
    private static final String WHOLE = """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{"type":"text","text":"Hello"}],\
            "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":3}}""";

    private final List<ServedRequest> served = new CopyOnWriteArrayList<>();

    private SimulatedFleet fleet() throws IOException {
        LatencyLaw law = new LatencyLaw(0.005, 0, 0.001, 0, 0);
        return SimulatedFleet.start(
                new FleetConfig("127.0.0.1", 3, false, List.of(ReplicaConfig.of("tiny-1", GatewayFixture.MODEL, law))),
                served::add);
    }

    private static OpenAIClient openAi(GatewayFixture fixture, String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(fixture.uri("/v1").toString())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams asking(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("How far away is the moon?")
                .maxCompletionTokens(7)
                .build();
    }

    @Test
    void clientOfOpenAi_isAnsweredWholeAndInPieces() throws Exception {
        try (SimulatedFleet fleet = fleet();
                GatewayFixture fixture =
                        GatewayFixture.before(fleet.replicas().get(0).uri())) {
            OpenAIClient client = openAi(fixture, GatewayFixture.CALLERS_KEY);

            ChatCompletion whole = client.chat().completions().create(asking(GatewayFixture.MODEL));
            String streamed;
            try (var chunks = client.chat().completions().createStreaming(asking(GatewayFixture.MODEL))) {
                streamed = chunks.stream()
                        .map(ChatCompletionChunk::choices)
                        .flatMap(List::stream)
                        .flatMap(choice -> choice.delta().content().stream())
                        .collect(Collectors.joining());
            }

            assertThat(whole.choices().get(0).message().content().orElseThrow()).isNotBlank();
            assertThat(streamed).isNotBlank();
            assertThat(client.models().list().data()).extracting(Model::id).containsExactly(GatewayFixture.MODEL);
            List<RequestTiming> records = fixture.records(2);
            await().until(() -> served.size() == 2);
            assertThat(whole.usage().orElseThrow().completionTokens())
                    .isEqualTo(records.stream()
                            .filter(record -> !record.getStreamed())
                            .findFirst()
                            .orElseThrow()
                            .getOutputTokens());
            assertThat(records)
                    .allSatisfy(record -> assertThat(record.getOutcome()).isEqualTo(Outcome.OK))
                    .extracting(GatewayFixture::id)
                    .containsExactlyInAnyOrderElementsOf(served.stream()
                            .map(one -> String.valueOf(one.requestId()))
                            .toList());
            client.close();
        }
    }

    /** The client makes exceptions of them, by status and body. */
    @Test
    void errors_areThoseThatTheClientKnows() throws Exception {
        try (SimulatedFleet fleet = fleet();
                GatewayFixture fixture =
                        GatewayFixture.before(fleet.replicas().get(0).uri())) {
            OpenAIClient client = openAi(fixture, GatewayFixture.CALLERS_KEY);
            OpenAIClient stranger = openAi(fixture, "another-key-0123");

            assertThatThrownBy(() -> client.chat().completions().create(asking("gpt-9")))
                    .isInstanceOfSatisfying(
                            NotFoundException.class,
                            error -> assertThat(error.code()).contains("model_not_found"))
                    .hasMessageContaining("Served are: tiny");
            assertThatThrownBy(() -> stranger.chat().completions().create(asking(GatewayFixture.MODEL)))
                    .isInstanceOf(UnauthorizedException.class);
            client.close();
            stranger.close();
        }
    }

    @Test
    void clientOfAnthropic_isAnsweredWholeAndInPieces() throws Exception {
        String events = resource("/samples/anthropic-stream-basic.sse");
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    if (request.body().contains("\"stream\":true")) {
                        wire.beginStream();
                        wire.chunk(events);
                        wire.endStream();
                    } else {
                        wire.send("200 OK", "Content-Type: application/json\r\n", WHOLE);
                    }
                });
                GatewayFixture fixture = GatewayFixture.of(
                        "", "targets:\n" + GatewayFixture.target(server.url(), "claude", "anthropic"))) {
            AnthropicClient client = AnthropicOkHttpClient.builder()
                    .baseUrl(fixture.uri("").toString())
                    .apiKey(GatewayFixture.CALLERS_KEY)
                    .maxRetries(0)
                    .build();
            MessageCreateParams asked = MessageCreateParams.builder()
                    .model("claude")
                    .maxTokens(16)
                    .addUserMessage("Say hello.")
                    .build();

            assertThat(client.messages().create(asked).content().get(0).asText().text())
                    .isEqualTo("Hello");
            String streamed;
            try (var pieces = client.messages().createStreaming(asked)) {
                streamed = pieces.stream()
                        .flatMap(event -> event.contentBlockDelta().stream())
                        .flatMap(delta -> delta.delta().text().stream())
                        .map(text -> text.text())
                        .collect(Collectors.joining());
            }
            assertThat(streamed).isNotBlank();
            assertThat(fixture.records(2)).allSatisfy(record -> {
                assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
                assertThat(record.getApi()).isEqualTo("anthropic");
                assertThat(record.getInputTokens()).isPositive();
            });
            assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
                assertThat(request.headers()).containsKey("anthropic-version");
                assertThat(request.toString()).doesNotContain(GatewayFixture.CALLERS_KEY);
            });
            client.close();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(OfficialClientsTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
