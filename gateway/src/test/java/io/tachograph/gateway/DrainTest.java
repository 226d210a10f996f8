package io.tachograph.gateway;

import static io.tachograph.gateway.GatewayFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.avro.Outcome;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of requests when the gateway stops. */
@Timeout(120)
class DrainTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String EVENT = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";

    @Test
    void streamInFlight_comesToItsEnd_whileNothingNewIsTaken() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    wire.beginStream();
                    wire.chunk(EVENT);
                    goOn.await();
                    wire.chunk("data: [DONE]\n\n");
                    wire.endStream();
                });
                GatewayFixture fixture = GatewayFixture.with("  drain-limit: 60s\n", server.url());
                RawClient streaming = new RawClient(fixture.gateway.port());
                RawClient idle = new RawClient(fixture.gateway.port())) {
            idle.send("GET /v1/models HTTP/1.1\r\nHost: test\r\nX-API-Key: " + GatewayFixture.CALLERS_KEY + "\r\n\r\n");
            idle.readUntil("}]}");
            streaming.send(RawClient.post(CHAT, chat(",\"stream\":true")));
            streaming.readUntil(EVENT);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(fixture.gateway::close);

            assertThat(idle.readToEnd()).isEmpty();
            assertThatThrownBy(() -> new RawClient(fixture.gateway.port())).isInstanceOf(ConnectException.class);
            assertThat(stopped).isNotDone();
            goOn.countDown();
            assertThat(streaming.readToEnd()).contains("[DONE]").endsWith("\r\n0\r\n\r\n");
            stopped.join();
            assertThat(fixture.gateway.counters().passed()).isOne();
            assertThat(fixture.record().getOutcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void whenItsEndIsNear_whatComesIsStillAnswered_asTheLastOfItsConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "{}"));
                GatewayFixture fixture = GatewayFixture.before(server.url());
                RawClient idle = new RawClient(fixture.gateway.port())) {
            idle.send(RawClient.post(CHAT, chat("")));
            assertThat(idle.readUntil("\r\n\r\n{}")).doesNotContainIgnoringCase("connection: close");

            fixture.gateway.announceEnd();

            idle.send(RawClient.post(CHAT, chat("")));
            assertThat(idle.readToEnd()).startsWith("HTTP/1.1 200 OK").containsIgnoringCase("connection: close");
            try (RawClient late = new RawClient(fixture.gateway.port())) {
                late.send(RawClient.post(CHAT, chat("")));
                assertThat(late.readToEnd()).startsWith("HTTP/1.1 200 OK");
            }
        }
    }

    @Test
    void streamThatDoesNotEnd_isCutAtTheLimit() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    wire.beginStream();
                    wire.chunk(EVENT);
                    wire.stall();
                });
                GatewayFixture fixture = GatewayFixture.with("  drain-limit: 100ms\n", server.url());
                RawClient streaming = new RawClient(fixture.gateway.port())) {
            streaming.send(RawClient.post(CHAT, chat(",\"stream\":true")));
            streaming.readUntil(EVENT);

            fixture.gateway.close();

            assertThat(streaming.readToEnd()).doesNotContain("\r\n0\r\n");
            assertThat(fixture.record().getOutcome()).isEqualTo(Outcome.CANCELLED);
        }
    }
}
