package io.tachograph.gateway;

import static io.tachograph.gateway.GatewayFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and targets do that they should not. */
@Timeout(180)
class HostilityTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String EVENT = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";

    private static ScriptedServer answering() throws IOException {
        return ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "{}"));
    }

    @Test
    void clientThatGoesAway_cancelsItsRequestAtTheTarget() throws Exception {
        CountDownLatch noticed = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    wire.beginStream();
                    try {
                        while (true) {
                            wire.chunk(EVENT);
                            Thread.sleep(1);
                        }
                    } catch (IOException e) {
                        noticed.countDown();
                    }
                });
                GatewayFixture fixture = GatewayFixture.before(server.url())) {
            try (RawClient client = new RawClient(fixture.gateway.port())) {
                client.send(RawClient.post(CHAT, chat(",\"stream\":true")));
                client.readUntil(EVENT);
            }

            noticed.await();
            assertThat(fixture.record().getOutcome()).isEqualTo(Outcome.CANCELLED);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> fixture.gateway.counters().left() == 1);
            assertThat(fixture.gateway.counters().inFlight().values()).containsOnly(0);
        }
    }

    @Test
    void targetThatStalls_isGivenUp_andItsClientSeesThatTheAnswerIsNotWhole() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    wire.beginStream();
                    wire.chunk(EVENT);
                    wire.stall();
                });
                GatewayFixture fixture = GatewayFixture.with("  stall-timeout: 5s\n", server.url());
                RawClient client = new RawClient(fixture.gateway.port())) {
            client.send(RawClient.post(CHAT, chat(",\"stream\":true")));

            assertThat(client.readToEnd()).contains(EVENT).doesNotContain("\r\n0\r\n");
            RequestTiming record = fixture.record();
            assertThat(record.getOutcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(record.getError()).isEqualTo("nothing came for 5000 ms");
            assertThat(fixture.gateway.counters().broken()).isOne();
        }
    }

    @Test
    void targetThatNeverBegins_is504() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.stall());
                GatewayFixture fixture = GatewayFixture.with("  timeout: 300ms\n", server.url())) {
            assertThat(fixture.post(CHAT, chat("")).statusCode()).isEqualTo(504);
            assertThat(fixture.record().getOutcome()).isEqualTo(Outcome.TIMEOUT);
        }
    }

    @Test
    void targetThatCutsItsAnswer_cutsThatOfTheClient() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    wire.beginStream();
                    wire.chunk(EVENT);
                    wire.close();
                });
                GatewayFixture fixture = GatewayFixture.before(server.url());
                RawClient client = new RawClient(fixture.gateway.port())) {
            client.send(RawClient.post(CHAT, chat(",\"stream\":true")));

            assertThat(client.readToEnd()).contains(EVENT).doesNotContain("\r\n0\r\n");
            assertThat(fixture.record().getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
        }
    }

    /** A target that could send for ever is held back, and a client that never reads is sent away. */
    @Test
    void clientThatDoesNotRead_holdsTheTargetBack() throws Exception {
        String much = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(60_000) + "\"}}]}\n\n";
        long most = 200L << 20;
        AtomicLong sent = new AtomicLong();
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    wire.beginStream();
                    while (sent.get() < most) {
                        wire.chunk(much);
                        sent.addAndGet(much.length());
                    }
                });
                GatewayFixture fixture = GatewayFixture.with("  stall-timeout: 5s\n", server.url());
                RawClient client = new RawClient(fixture.gateway.port())) {
            client.send(RawClient.post(CHAT, chat(",\"stream\":true")));

            RequestTiming record = fixture.record();
            assertThat(record.getOutcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(record.getError()).isEqualTo("the client read nothing for 5000 ms");
            assertThat(record.getClientBound()).isTrue();
            assertThat(sent.get()).as("what sockets hold, and no more").isLessThan(most / 4);
        }
    }

    @Test
    void bodyThatIsTooLong_isRefusedBeforeItHasCome() throws Exception {
        try (ScriptedServer server = answering();
                GatewayFixture fixture = GatewayFixture.with("  max-body-mib: 1\n", server.url())) {
            try (RawClient client = new RawClient(fixture.gateway.port())) {
                client.send(RawClient.head(CHAT) + "Content-Length: 104857600\r\n\r\n" + "x".repeat(70_000));
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ").contains("may have 1 MiB");
            }
            try (RawClient client = new RawClient(fixture.gateway.port())) {
                client.send(RawClient.head(CHAT) + "Content-Length: 104857600\r\nExpect: 100-continue\r\n\r\n");
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ");
            }
            try (RawClient client = new RawClient(fixture.gateway.port())) {
                client.send(RawClient.head(CHAT) + "Transfer-Encoding: chunked\r\n\r\n");
                String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
                for (int i = 0; i < 20; i++) {
                    client.send(chunk);
                }
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ");
            }
            assertThat(server.requests()).isEmpty();
            assertThat(fixture.gateway.counters().refused()).isEqualTo(3);
            assertThat(fixture.gateway.counters().open()).isZero();
        }
    }

    @Test
    void bodiesThatAreTooLargeTogether_areRefusedUntilOthersAreGone() throws Exception {
        String body = chat(",\"padding\":\"" + "x".repeat(600_000) + "\"");
        try (ScriptedServer server = answering();
                GatewayFixture fixture =
                        GatewayFixture.with("  max-body-mib: 1\n  max-bodies-mib: 1\n", server.url())) {
            try (RawClient slow = new RawClient(fixture.gateway.port())) {
                slow.send(RawClient.head(CHAT) + "Content-Length: 1000000\r\n\r\n" + "x".repeat(700_000));
                HttpResponse<String> refused = await().atMost(Duration.ofSeconds(60))
                        .until(() -> fixture.post(CHAT, body), answer -> answer.statusCode() != 200);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).contains("1");
                assertThat(refused.body()).contains("\"overloaded\"");
            }
            // What he had sent is let go with him, and so is each body that was passed on.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> fixture.post(CHAT, body).statusCode() == 200);
            for (int i = 0; i < 3; i++) {
                assertThat(fixture.post(CHAT, body).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void bodyThatIsExpected_isAskedFor() throws Exception {
        try (ScriptedServer server = answering();
                GatewayFixture fixture = GatewayFixture.before(server.url());
                RawClient client = new RawClient(fixture.gateway.port())) {
            String body = chat("");
            client.send(RawClient.head(CHAT) + "Content-Length: " + body.length() + "\r\nExpect: 100-continue\r\n\r\n");
            client.readUntil("HTTP/1.1 100 Continue\r\n\r\n");
            client.send(body);
            assertThat(client.readUntil("{}")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding:\u000bchunked\r\nContent-Length: 4\r\n",
                "Content-Length: 4\r\nContent-Length: 5\r\n",
                "Content-Length: 4, 5\r\n",
                "Content-Length: +4\r\n",
                "Content-Length: -1\r\n",
                "Host: another\r\n"
            })
    void requestWhoseEndIsDoubtful_isRefused_andTheRestIsNoRequest(String headers) throws Exception {
        try (ScriptedServer server = answering();
                GatewayFixture fixture = GatewayFixture.before(server.url());
                RawClient client = new RawClient(fixture.gateway.port())) {
            String body = chat("");
            client.send(
                    RawClient.head(CHAT) + headers + "\r\n0\r\n\r\n" + "x".repeat(70_000) + RawClient.post(CHAT, body));

            String answer = client.readToEnd();
            assertThat(answer).startsWith("HTTP/1.1 400 ");
            assertThat(answer.split("HTTP/1.1 \\d", -1))
                    .as("one answer: " + answer)
                    .hasSize(2);
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "\u0016\u0003\u0001 TLS\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nno colon\r\n\r\n",
                "POST http://evil.example/v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
                "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
                "POST //evil.example/v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
            })
    void whatIsNoRequestForATarget_reachesNone(String text) throws Exception {
        try (ScriptedServer server = answering();
                GatewayFixture fixture = GatewayFixture.before(server.url());
                RawClient client = new RawClient(fixture.gateway.port())) {
            client.send(text);
            assertThat(client.readUntil("\r\n\r\n")).containsPattern("^HTTP/1.1 4(00|04) ");
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"model\":\"tiny\"",
                "{\"model\":\"tiny\"} {}",
                "{\"messages\":[]}",
                "{\"model\":7}",
                "{\"model\":\"tiny\",\"model\":\"other\"}",
                "{\"model\":\"tiny\",\"stream\":true,\"stream\":false}",
                "{\"model\":\"tiny\",\"stream\":\"yes\"}",
                "{\"model\":\"tiny\",\"x\":\"\u0001\"}"
            })
    void bodyThatIsNoRequest_is400InOneSentence_andItsConnectionIsKept(String body) throws Exception {
        try (ScriptedServer server = answering();
                GatewayFixture fixture = GatewayFixture.before(server.url());
                RawClient client = new RawClient(fixture.gateway.port())) {
            client.send(RawClient.post(CHAT, body) + RawClient.post(CHAT, chat("")));

            String refusal = client.readUntil("}}");
            assertThat(refusal).startsWith("HTTP/1.1 400 ").contains("invalid_request_error");
            assertThat(client.readUntil("{}")).startsWith("HTTP/1.1 200 OK");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void keysStayOnTheirSide() throws Exception {
        try (ScriptedServer server = answering();
                GatewayFixture fixture = GatewayFixture.with("  forward-headers: [X-Extra]\n", server.url())) {
            HttpRequest request = fixture.posting(CHAT, chat(""))
                    .header("x-api-key", GatewayFixture.CALLERS_KEY)
                    .header("api-key", GatewayFixture.CALLERS_KEY)
                    .header("x-goog-api-key", GatewayFixture.CALLERS_KEY)
                    .header("cookie", GatewayFixture.CALLERS_KEY)
                    .header("openai-organization", "org-of-the-caller")
                    .header("x-forwarded-host", "evil.example")
                    .header("x-request-id", "mine")
                    .header("x-extra", "passes")
                    .header("user-agent", "openai-python")
                    .build();
            HttpResponse<String> answer = fixture.http.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            ScriptedServer.Request sent = server.requests().get(0);
            assertThat(sent.toString()).doesNotContain(GatewayFixture.CALLERS_KEY);
            assertThat(sent.headers())
                    .containsEntry("authorization", "Bearer " + GatewayFixture.TARGETS_KEY)
                    .containsEntry("x-extra", "passes")
                    .containsEntry("user-agent", "openai-python")
                    .containsEntry("x-request-id", GatewayFixture.id(fixture.record()))
                    .doesNotContainKeys("openai-organization", "x-forwarded-host", "cookie", "x-goog-api-key");
            assertThat(answer.headers().toString() + answer.body()).doesNotContain(GatewayFixture.TARGETS_KEY);
        }
    }

    /** Its sentence would quote the key, and tell the caller to check his own. */
    @Test
    void targetThatRefusesTheGatewaysKey_is502WithoutItsWords() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send(
                        "401 Unauthorized",
                        "WWW-Authenticate: Bearer " + GatewayFixture.TARGETS_KEY + "\r\n",
                        "{\"error\":\"Incorrect API key provided: " + GatewayFixture.TARGETS_KEY + "\"}"));
                GatewayFixture fixture = GatewayFixture.before(server.url())) {
            HttpResponse<String> answer = fixture.post(CHAT, chat(""));

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.headers().toString() + answer.body())
                    .contains("target_refused_gateway")
                    .doesNotContain(GatewayFixture.TARGETS_KEY);
            assertThat(fixture.record().getHttpStatus()).isEqualTo(401);
            assertThat(fixture.record().getError()).isEqualTo("HTTP 401");
        }
    }

    @Test
    void unknownKey_is401_andTheBodyIsNotKept() throws Exception {
        try (ScriptedServer server = answering();
                GatewayFixture fixture = GatewayFixture.before(server.url());
                RawClient client = new RawClient(fixture.gateway.port())) {
            String wrong = RawClient.post(CHAT, chat("")).replace(GatewayFixture.CALLERS_KEY, "another-key-012345");
            client.send(wrong + RawClient.post(CHAT, chat("")));

            assertThat(client.readUntil("}}").toLowerCase(Locale.ROOT))
                    .startsWith("http/1.1 401 ")
                    .contains("invalid_api_key");
            assertThat(client.readUntil("{}")).startsWith("HTTP/1.1 200 OK");
            assertThat(server.requests()).hasSize(1);
        }
    }
}
