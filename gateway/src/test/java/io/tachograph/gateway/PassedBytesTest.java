package io.tachograph.gateway;

import static io.tachograph.gateway.GatewayFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.TokenSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What passes is what came, and the record says what it was. */
@Timeout(120)
class PassedBytesTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String ODD_STREAM = """
            : a comment\r
            \r
            data: {"choices":[{"delta":{"role":"assistant"}}],"unknown_field":[1,{"x":"é"}]}

            event: ping
            data: {"type":"ping"}

            data: {"choices":[{"delta":{"content":"Hello \\u00e9"}}]}\r
            \r
            id: 7
            data: {"choices":[{"delta":{"content":" you"},"finish_reason":"stop"}]}

            data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}

            data: [DONE]

            """;

    @Test
    void stream_passesByteForByte_howeverItIsCut() throws Exception {
        byte[] stream = ODD_STREAM.getBytes(StandardCharsets.UTF_8);
        SplittableRandom random = new SplittableRandom(19);
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    wire.beginStream();
                    for (int at = 0; at < stream.length; ) {
                        int to = Math.min(stream.length, at + 1 + random.nextInt(40));
                        wire.send(Integer.toHexString(to - at) + "\r\n");
                        wire.send(Arrays.copyOfRange(stream, at, to));
                        wire.send("\r\n");
                        at = to;
                    }
                    wire.endStream();
                });
                GatewayFixture fixture = GatewayFixture.before(server.url())) {
            HttpResponse<byte[]> answer = fixture.http.send(
                    fixture.posting(CHAT, chat(",\"stream\":true")).build(), HttpResponse.BodyHandlers.ofByteArray());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
            assertThat(answer.body()).isEqualTo(stream);
            RequestTiming record = fixture.record();
            assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
            assertThat(record.getOrigin()).isEqualTo(Origin.GATEWAY);
            assertThat(record.getAgent()).isEqualTo("gateway-1");
            assertThat(record.getTenant()).isEqualTo("acme");
            assertThat(record.getApi()).isEqualTo("openai-chat");
            assertThat(record.getModel()).isEqualTo(GatewayFixture.MODEL);
            assertThat(record.getStreamed()).isTrue();
            assertThat(record.getContentChunks()).isEqualTo(2);
            assertThat(record.getInputTokens()).isEqualTo(3);
            assertThat(record.getOutputTokens()).isEqualTo(5);
            assertThat(record.getTokenSource()).isEqualTo(TokenSource.USAGE);
            assertThat(record.getFinishReason()).isEqualTo("stop");
            assertThat(record.getPromptChars()).isEqualTo("How far away?".length());
            assertThat(record.getFirstTokenNanos()).isPositive();
            assertThat(record.getScheduledNanos()).isNotPositive();
            assertThat(fixture.tokens).hasValue(8);
            assertThat(answer.headers().firstValue("x-tachograph-request-id")).contains(GatewayFixture.id(record));
        }
    }

    /** Nothing of the request is written anew: neither spaces nor fields that nobody knows, nor numbers and escapes. */
    @Test
    void request_passesByteForByte() throws Exception {
        String body = "{ \"model\" : \"tiny\" ,\n\t\"messages\":[], \"top_k\": 1e0, \"x\": \"\\u0000é\" }  ";
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "{}"));
                GatewayFixture fixture = GatewayFixture.before(server.url())) {
            HttpResponse<String> unused = fixture.post(CHAT, body);

            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0).body()).isEqualTo(body);
            assertThat(server.requests().get(0).line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
        }
    }

    /** An answer of a known length keeps it, and its connection serves the next request. */
    @Test
    void wholeAnswer_passesWithItsLength() throws Exception {
        String body = "{\"choices\":[{\"message\":{\"content\":\"far\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}";
        try (ScriptedServer server = ScriptedServer.start(
                        (request, wire) -> wire.send("200 OK", "Content-Type: application/json\r\n", body));
                GatewayFixture fixture = GatewayFixture.before(server.url());
                RawClient client = new RawClient(fixture.gateway.port())) {
            // Two at once: answered in order, one after the other.
            client.send(RawClient.post(CHAT, chat("")) + RawClient.post(CHAT, chat(",\"stream\":false")));

            for (int i = 0; i < 2; i++) {
                assertThat(client.readUntil("\r\n\r\n").toLowerCase(Locale.ROOT))
                        .contains("content-length: " + body.length())
                        .doesNotContain("transfer-encoding", "connection: close");
                assertThat(client.readUntil(body)).isEqualTo(body);
            }
            assertThat(fixture.records(2)).allSatisfy(record -> {
                assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
                assertThat(record.getStreamed()).isFalse();
                assertThat(record.getFirstTokenNanos()).isNull();
                assertThat(record.getOutputTokens()).isEqualTo(1);
            });
        }
    }

    @Test
    void otherResources_passToTheirOwnPaths() throws Exception {
        String message = """
                event: message_start
                data: {"type":"message_start","message":{"usage":{"input_tokens":4,"output_tokens":1}}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"far"}}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

                event: message_stop
                data: {"type":"message_stop"}

                """;
        Map<String, String> answers = Map.of(
                "/base/v1/embeddings",
                "{\"object\":\"list\",\"data\":[{\"embedding\":[0.5]}],\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}",
                "/base/v1/completions",
                "{\"choices\":[{\"text\":\"far\",\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":4,"
                        + "\"completion_tokens\":1}}",
                "/base/v1/responses",
                "{\"object\":\"response\",\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":"
                        + "\"output_text\",\"text\":\"far\"}]}],\"usage\":{\"input_tokens\":4,\"output_tokens\":1}}",
                "/base/v1/messages",
                message);
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    String body = answers.getOrDefault(request.path(), "");
                    String type = body.startsWith("event") ? "text/event-stream" : "application/json";
                    wire.send(body.isEmpty() ? "404 Not Found" : "200 OK", "Content-Type: " + type + "\r\n", body);
                });
                GatewayFixture fixture = GatewayFixture.of(
                        "",
                        "targets:\n"
                                + GatewayFixture.target(server.url().resolve("/base/v1"), "tiny", "openai-chat")
                                + GatewayFixture.target(server.url().resolve("/base/"), "claude", "anthropic"))) {
            for (String resource : new String[] {"embeddings", "completions", "responses"}) {
                assertThat(fixture.post("/v1/" + resource, "{\"model\":\"tiny\",\"input\":\"far\",\"prompt\":\"far\"}")
                                .body())
                        .isEqualTo(answers.get("/base/v1/" + resource));
            }
            assertThat(fixture.post("/v1/messages?beta=true", "{\"model\":\"claude\",\"stream\":true,\"messages\":[]}")
                            .body())
                    .isEqualTo(message);

            assertThat(fixture.records(4))
                    .allSatisfy(record -> assertThat(record.getOutcome())
                            .as(record.getApi() + " " + record.getError())
                            .isEqualTo(Outcome.OK))
                    .allSatisfy(record -> assertThat(record.getInputTokens()).isEqualTo(4))
                    .extracting(RequestTiming::getApi)
                    .containsExactlyInAnyOrder(
                            "openai-embeddings", "openai-completions", "openai-responses", "anthropic");
            assertThat(server.requests())
                    .filteredOn(request -> request.path().endsWith("/messages"))
                    .singleElement()
                    .satisfies(request -> assertThat(request.headers())
                            .containsEntry("x-api-key", GatewayFixture.TARGETS_KEY)
                            .containsKey("anthropic-version"));
        }
    }

    /** What is no answer passes as well, and the record knows. */
    @Test
    void garbageInAStream_passes_andIsRecorded() throws Exception {
        String garbage = """
                data: {"choices":[{"delta":{"content":"a"}}]}

                data: {"choices":[

                data: {"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}]}

                data: [DONE]

                """;
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    wire.beginStream();
                    wire.chunk(garbage);
                    wire.endStream();
                });
                GatewayFixture fixture = GatewayFixture.before(server.url())) {
            assertThat(fixture.post(CHAT, chat(",\"stream\":true")).body()).isEqualTo(garbage);

            assertThat(fixture.record().getOutcome()).isEqualTo(Outcome.PROTOCOL_ERROR);
            assertThat(fixture.gateway.counters().passed()).isOne();
        }
    }

    @Test
    void errorOfTheTarget_passesWithItsHeaders_butNoWordOfItIsRecorded() throws Exception {
        String body = "{\"error\":{\"message\":\"too many: How far away?\"}}";
        String headers = """
                Retry-After: 7\r
                X-RateLimit-Limit-Tokens: 5\r
                Set-Cookie: a=b\r
                Keep-Alive: timeout=5\r
                Connection: keep-alive, X-Hop\r
                X-Hop: 1\r
                """;
        try (ScriptedServer server =
                        ScriptedServer.start((request, wire) -> wire.send("429 Too Many Requests", headers, body));
                GatewayFixture fixture = GatewayFixture.before(server.url())) {
            HttpResponse<String> answer = fixture.post(CHAT, chat(",\"stream\":true"));

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.body()).isEqualTo(body);
            assertThat(answer.headers().map())
                    .containsKeys("retry-after", "x-ratelimit-limit-tokens", "ratelimit-remaining")
                    .doesNotContainKeys("set-cookie", "keep-alive", "x-hop", "connection");
            RequestTiming record = fixture.record();
            assertThat(record.getOutcome()).isEqualTo(Outcome.RATE_LIMITED);
            assertThat(record.getRetryAfterMillis()).isEqualTo(7_000);
            assertThat(record.getError()).isEqualTo("HTTP 429");
        }
    }

    /** Far more than fits into any buffer, to a client that is slower than the target. */
    @Test
    void longAnswer_reachesASlowReaderWhole() throws Exception {
        byte[] event = ("data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(4_000) + "\"}}]}\n\n")
                .getBytes(StandardCharsets.UTF_8);
        int events = 4_000;
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
                            + (long) events * event.length + "\r\n\r\n");
                    for (int i = 0; i < events; i++) {
                        wire.send(event);
                    }
                });
                GatewayFixture fixture = GatewayFixture.before(server.url())) {
            HttpResponse<InputStream> answer = fixture.http.send(
                    fixture.posting(CHAT, chat(",\"stream\":true")).build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(whole(answer.body(), event)).isEqualTo((long) events * event.length);
            assertThat(fixture.record().getContentChunks()).isEqualTo(events);
        }
    }

    private static long whole(InputStream in, byte[] event) throws IOException {
        long length = 0;
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        try (in) {
            byte[] piece = new byte[512];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (first.size() < event.length) {
                    first.write(piece, 0, read);
                }
                length += read;
            }
        }
        assertThat(Arrays.copyOf(first.toByteArray(), event.length)).isEqualTo(event);
        return length;
    }
}
