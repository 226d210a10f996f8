package io.tachograph.gateway;

import static io.tachograph.gateway.GatewayFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which target gets a request. */
@Timeout(120)
class RoutingTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ScriptedServer.Script ANSWER = (request, wire) -> wire.send(
            "200 OK",
            "Content-Type: application/json\r\n",
            "{\"choices\":[{\"message\":{\"content\":\"far\"},\"finish_reason\":\"stop\"}]}");

    /** Where nobody listens. */
    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @Test
    void modelThatNobodyServes_is404WithTheListInTheFormOfEachApi() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(ANSWER);
                GatewayFixture fixture = GatewayFixture.of(
                        "",
                        "targets:\n" + GatewayFixture.target(server.url(), "tiny", "openai-chat")
                                + GatewayFixture.target(server.url(), "claude", "anthropic"))) {
            HttpResponse<String> openAi = fixture.post(CHAT, "{\"model\":\"gpt-9\"}");
            JsonNode error = JSON.readTree(openAi.body()).path("error");
            assertThat(openAi.statusCode()).isEqualTo(404);
            assertThat(error.path("code").asText()).isEqualTo("model_not_found");
            assertThat(error.path("message").asText()).contains("gpt-9", "tiny").doesNotContain("claude");

            HttpResponse<String> anthropic = fixture.post("/v1/messages", "{\"model\":\"gpt-9\"}");
            JsonNode whole = JSON.readTree(anthropic.body());
            assertThat(anthropic.statusCode()).isEqualTo(404);
            assertThat(whole.path("type").asText()).isEqualTo("error");
            assertThat(whole.path("error").path("type").asText()).isEqualTo("not_found_error");
            assertThat(whole.path("error").path("message").asText()).contains("claude");

            assertThat(fixture.post(CHAT, "{\"model\":\"claude\"}").body()).contains("/v1/messages, not at");
            assertThat(server.requests()).isEmpty();
            assertThat(fixture.gateway.counters().refused()).isEqualTo(3);
            assertThat(fixture.records).isEmpty();
        }
    }

    @Test
    void models_areThoseOfTheTargets() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.of(
                "",
                "targets:\n" + GatewayFixture.target(nobody(), "tiny", "openai-chat")
                        + GatewayFixture.target(nobody(), "tiny", "openai-chat")
                        + GatewayFixture.target(nobody(), "org/claude", "anthropic"))) {
            JsonNode list = JSON.readTree(fixture.get("/v1/models").body());

            assertThat(list.path("object").asText()).isEqualTo("list");
            assertThat(list.findValuesAsText("id")).containsExactly("tiny", "org/claude");
            assertThat(fixture.get("/v1/models/org/claude").statusCode()).isEqualTo(200);
            assertThat(fixture.get("/v1/models/gpt-9").statusCode()).isEqualTo(404);
            assertThat(fixture.get(CHAT).statusCode()).isEqualTo(405);
            assertThat(fixture.get("/v1/files").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void targetThatCannotBeReached_isFollowedByAnother_andComesLastForAWhile() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(ANSWER);
                GatewayFixture fixture = GatewayFixture.with("  unhealthy-for: 1h\n", nobody(), server.url())) {
            // One of two in turn is the one that is not there.
            for (int i = 0; i < 6; i++) {
                assertThat(fixture.post(CHAT, chat("")).statusCode()).isEqualTo(200);
            }

            List<RequestTiming> records = fixture.records(7);
            assertThat(records).hasSize(7);
            RequestTiming failed = records.stream()
                    .filter(record -> record.getOutcome() == Outcome.CONNECT_ERROR)
                    .findFirst()
                    .orElseThrow();
            RequestTiming second = records.get(6);
            assertThat(failed.getAttempt()).isEqualTo(1);
            assertThat(second.getAttempt()).isEqualTo(2);
            assertThat(second.getOutcome()).isEqualTo(Outcome.OK);
            assertThat(second.getRequestId()).isEqualTo(failed.getRequestId());
            assertThat(second.getTarget()).isNotEqualTo(failed.getTarget());
            assertThat(fixture.gateway.counters().failovers()).isOne();
            // Counted when the caller has the answer already.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> fixture.gateway.counters().passed() == 6);
        }
    }

    @Test
    void noTargetThatCanBeReached_is502() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.before(nobody(), nobody())) {
            HttpResponse<String> answer = fixture.post(CHAT, chat(",\"stream\":true"));

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("no_target_reached");
            assertThat(fixture.records(2)).extracting(RequestTiming::getAttempt).containsExactly(1, 2);
            assertThat(fixture.gateway.counters().unanswered()).isOne();
        }
    }

    @Test
    void targetThatFailsAgainAndAgain_comesLastForAWhile() throws Exception {
        try (ScriptedServer failing = ScriptedServer.start((request, wire) -> wire.send("503 Busy", "", "{}"));
                ScriptedServer server = ScriptedServer.start(ANSWER);
                GatewayFixture fixture = GatewayFixture.with("  unhealthy-for: 1h\n", failing.url(), server.url())) {
            // They take turns, until three in a row have failed.
            for (int i = 0; i < 20; i++) {
                fixture.post(CHAT, chat(""));
            }

            assertThat(failing.requests()).hasSize(3);
            assertThat(server.requests()).hasSize(17);
            assertThat(fixture.gateway.counters().healthy().values()).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void targetWhoseProbesFail_comesLastAsLongAsTheyDo() throws Exception {
        try (ScriptedServer one = ScriptedServer.start(ANSWER);
                ScriptedServer two = ScriptedServer.start(ANSWER);
                GatewayFixture fixture = GatewayFixture.before(one.url(), two.url())) {
            fixture.post(CHAT, chat(""));
            ScriptedServer first = one.requests().isEmpty() ? two : one;
            fixture.doubted.add(fixture.record().getTarget());
            for (int i = 0; i < 5; i++) {
                fixture.post(CHAT, chat(""));
            }
            assertThat(first.requests()).hasSize(1);

            fixture.doubted.clear();
            for (int i = 0; i < 4; i++) {
                fixture.post(CHAT, chat(""));
            }
            assertThat(first.requests()).as("in turn again").hasSize(3);

            fixture.doubted.addAll(fixture.gateway.counters().healthy().keySet());
            assertThat(fixture.post(CHAT, chat("")).statusCode())
                    .as("last is not never")
                    .isEqualTo(200);
        }
    }

    /** A request that a target may have seen is not sent to another. */
    @Test
    void targetThatClosesWithoutAnAnswer_isNotFollowed() throws Exception {
        try (ScriptedServer one = ScriptedServer.start((request, wire) -> wire.close());
                ScriptedServer two = ScriptedServer.start((request, wire) -> wire.close());
                GatewayFixture fixture = GatewayFixture.before(one.url(), two.url())) {
            assertThat(fixture.post(CHAT, chat("")).statusCode()).isEqualTo(502);
            assertThat(one.requests().size() + two.requests().size()).isOne();
        }
    }

    @Test
    void targetWithLessInFlight_isChosen() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        ScriptedServer.Script hold = (request, wire) -> {
            if (request.body().contains("hold")) {
                held.await();
            }
            ANSWER.answer(request, wire);
        };
        try (ScriptedServer one = ScriptedServer.start(hold);
                ScriptedServer two = ScriptedServer.start(hold);
                GatewayFixture fixture = GatewayFixture.before(one.url(), two.url())) {
            CompletableFuture<HttpResponse<String>> holding = fixture.http.sendAsync(
                    fixture.posting(CHAT, chat(",\"x\":\"hold\"")).build(), HttpResponse.BodyHandlers.ofString());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> one.requests().size() + two.requests().size() == 1);
            ScriptedServer busy = one.requests().isEmpty() ? two : one;
            for (int i = 0; i < 4; i++) {
                assertThat(fixture.post(CHAT, chat("")).statusCode()).isEqualTo(200);
            }

            assertThat(busy.requests()).hasSize(1);
            held.countDown();
            assertThat(holding.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void session_staysAtItsTarget() throws Exception {
        try (ScriptedServer one = ScriptedServer.start(ANSWER);
                ScriptedServer two = ScriptedServer.start(ANSWER);
                GatewayFixture fixture = GatewayFixture.with("  session-header: X-Session\n", one.url(), two.url())) {
            // The ports differ from run to run, and with them where each session goes: so many are never all at one.
            for (int session = 0; session < 48; session++) {
                int before = one.requests().size();
                for (int i = 0; i < 2; i++) {
                    HttpRequest request = fixture.posting(CHAT, chat(""))
                            .header("x-session", "session-" + session)
                            .build();
                    assertThat(fixture.http
                                    .send(request, HttpResponse.BodyHandlers.ofString())
                                    .statusCode())
                            .isEqualTo(200);
                }
                assertThat(one.requests().size() - before).isIn(0, 2);
            }
            assertThat(one.requests()).as("not all sessions at one").isNotEmpty();
            assertThat(two.requests()).isNotEmpty();
        }
    }
}
