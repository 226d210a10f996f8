package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.TokenSource;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way in which a request fails: its outcome, what the record keeps, and what it says. */
class FailedAnswerTest {
    private static final String TOKEN = StreamedAnswerTest.token("Hi");

    private final TargetFixture fixture = new TargetFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void status500_isAnHttpErrorWithTheServersSentence() throws Exception {
        JsonNode samples = new ObjectMapper().readTree(Samples.bytes("vllm-errors.json"));
        String flat = samples.path("flat_until_0.10").toString();
        try (ScriptedServer server = answering("400 Bad Request", "Content-Type: application/json\r\n", flat)) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.HTTP_ERROR);
            assertThat(record.getHttpStatus()).isEqualTo(400);
            assertThat(record.getError()).startsWith("HTTP 400: This model's maximum context length is 2048 tokens.");
            assertThat(record.getHeadersNanos()).isNotNull();
            assertThat(record.getFirstChunkNanos()).isNull();
            assertThat(record.getTokenSource()).isEqualTo(TokenSource.NONE);
        }
    }

    @Test
    void nestedAndPlainErrors_areUnderstood() throws Exception {
        try (ScriptedServer server = answering("500 Oops", "", "{\"error\":{\"message\":\"engine died\"}}")) {
            assertThat(fixture.ask(server.url()).getError()).isEqualTo("HTTP 500: engine died");
        }
        try (ScriptedServer server = answering("401 No", "", "{\"error\":\"Unauthorized\"}")) {
            assertThat(fixture.ask(server.url()).getError()).isEqualTo("HTTP 401: Unauthorized");
        }
        try (ScriptedServer server =
                answering("502 Bad", "Content-Type: text/html\r\n", "<html><h1>nginx</h1></html>")) {
            assertThat(fixture.ask(server.url()).getError()).isEqualTo("HTTP 502: nginx");
        }
        try (ScriptedServer server = answering("307 Moved", "Location: https://elsewhere/?key=1\r\n", "")) {
            assertThat(fixture.ask(server.url()).getError()).isEqualTo("HTTP 307, a redirect, is not followed");
        }
    }

    @Test
    void status429_isRateLimited_andKeepsRetryAfter() throws Exception {
        try (ScriptedServer server =
                answering("429 Slow", "Retry-After: 7\r\n", "{\"error\":{\"message\":\"slow\"}}")) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.RATE_LIMITED);
            assertThat(record.getHttpStatus()).isEqualTo(429);
            assertThat(record.getRetryAfterMillis()).isEqualTo(7000);
        }
    }

    @Test
    void status503_isAnHttpErrorThatKeepsRetryAfter() throws Exception {
        try (ScriptedServer server = answering("503 Busy", "Retry-After: 1\r\n", "")) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.HTTP_ERROR);
            assertThat(record.getRetryAfterMillis()).isEqualTo(1000);
        }
    }

    @Test
    void htmlPage_isAProtocolErrorThatAsksForTheUrl() throws Exception {
        try (ScriptedServer server =
                answering("200 OK", "Content-Type: text/html; charset=utf-8\r\n", "<!DOCTYPE html><p>Welcome")) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.PROTOCOL_ERROR);
            assertThat(record.getHttpStatus()).isEqualTo(200);
            assertThat(record.getError())
                    .startsWith("an HTML page came instead of an answer; is the URL the base URL of an API?");
        }
    }

    @Test
    void jsonInsteadOfAStream_isAProtocolError() throws Exception {
        try (ScriptedServer server = answering("200 OK", "Content-Type: application/json\r\n", "{\"choices\":[]}")) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.PROTOCOL_ERROR);
            assertThat(record.getError()).isEqualTo("a stream was asked for, and one JSON object came");
        }
    }

    @Test
    void garbageWithinTheStream_isAProtocolError_andKeepsTheStampsReached() throws Exception {
        try (ScriptedServer server = StreamedAnswerTest.streaming(TOKEN + "data: {\"choices\":[{\n\n")) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.PROTOCOL_ERROR);
            assertThat(record.getError())
                    .isEqualTo("an event of the stream is not the JSON object that the API promises");
            assertThat(record.getFirstTokenNanos()).isNotNull();
            assertThat(record.getContentChunks()).isEqualTo(1);
        }
    }

    @Test
    void bytesThatAreNoHttp_areAProtocolError() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.start((request, wire) -> wire.send("SSH-2.0-OpenSSH_9.6\r\n\r\n"))) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.PROTOCOL_ERROR);
            assertThat(record.getHttpStatus()).isNull();
        }
    }

    @Test
    void errorObjectWithinTheStream_isAStreamError() throws Exception {
        String error = "data: {\"error\":{\"message\":\"out of\\nmemory\",\"code\":400}}\n\n";
        try (ScriptedServer server = StreamedAnswerTest.streaming(TOKEN + error + "data: [DONE]\n\n")) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(record.getHttpStatus()).isEqualTo(200);
            assertThat(record.getError()).isEqualTo("the target reported an error within the stream: out of memory");
            assertThat(record.getFirstTokenNanos()).isNotNull();
        }
    }

    @Test
    void eventNamedError_isAStreamError() throws Exception {
        try (ScriptedServer server =
                StreamedAnswerTest.streaming("event: error\ndata: {\"type\":\"error\",\"message\":\"boom\"}\n\n")) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(record.getError()).endsWith(": boom");
        }
    }

    @Test
    void finishReasonError_isAStreamError() throws Exception {
        try (ScriptedServer server = StreamedAnswerTest.streaming(
                TOKEN + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}\n\ndata: [DONE]\n\n")) {
            assertThat(fixture.ask(server.url()).getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
        }
    }

    @Test
    void cutStream_isAStreamError_evenAfterAFinishReason() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            wire.beginStream();
            wire.chunk(TOKEN + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
            wire.close();
        })) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(record.getError()).isEqualTo("the connection ended within the answer");
            assertThat(record.getFirstTokenNanos()).isNotNull();
            assertThat(record.getTokenSource()).isEqualTo(TokenSource.CHUNKS);
        }
    }

    @Test
    void endWithoutFinishReasonAndDone_isAStreamError() throws Exception {
        try (ScriptedServer server = StreamedAnswerTest.streaming(TOKEN)) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(record.getError())
                    .isEqualTo("the stream ended without a finish reason and without its last chunk");
        }
    }

    @Test
    void stallWithinTheStream_isATimeout_andKeepsTheStampsReached() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            wire.beginStream();
            wire.chunk(TOKEN);
            wire.stall();
        })) {
            RequestTiming record = fixture.ask(server.url(), TargetFixture.impatient());

            assertThat(record.getOutcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(record.getError()).isEqualTo("not finished within 300 ms");
            assertThat(record.getFirstTokenNanos()).isNotNull();
            assertThat(record.getClosedNanos()).isGreaterThan(record.getFirstTokenNanos());
        }
    }

    @Test
    void headThatNeverEnds_isATimeoutWithoutStamps() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/ev");
            wire.stall();
        })) {
            RequestTiming record = fixture.ask(server.url(), TargetFixture.impatient());

            assertThat(record.getOutcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(record.getHeadersNanos()).isNull();
            assertThat(record.getHttpStatus()).isNull();
        }
    }

    @Test
    void refusedConnection_isAConnectError_relativeToItsBeginning() throws Exception {
        RequestTiming record = fixture.ask(unusedPort());

        assertThat(record.getOutcome()).isEqualTo(Outcome.CONNECT_ERROR);
        assertThat(record.getError()).startsWith("no connection to localhost:").contains("refused");
        assertThat(record.getHeadersNanos()).isNull();
        assertThat(record.getScheduledNanos()).isLessThanOrEqualTo(0);
        assertThat(record.getClosedNanos()).isPositive();
    }

    @Test
    void connectionThatEndsWithoutAnyAnswer_isAConnectError() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.close())) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.CONNECT_ERROR);
            assertThat(record.getError()).contains("before any byte of an answer");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void cancelledAttempt_isCancelled() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.stall())) {
            Target target = fixture.target(TargetFixture.config(server.url()));
            CompletableFuture<RequestTiming> record = new CompletableFuture<>();
            Attempt attempt = target.send(
                    fixture.request(RequestOptions.defaults(), System.nanoTime()),
                    finished -> record.complete(finished.record()));
            Awaitility.await().until(() -> !server.requests().isEmpty());

            attempt.cancel();

            assertThat(record.get(20, TimeUnit.SECONDS).getOutcome()).isEqualTo(Outcome.CANCELLED);
        }
    }

    @Test
    void wholeAnswerThatIsAnError_isAStreamError() throws Exception {
        try (ScriptedServer server = answering("200 OK", "", "{\"error\":{\"message\":\"no\"}}")) {
            RequestTiming record =
                    fixture.ask(server.url(), RequestOptions.defaults().withStreamed(false));

            assertThat(record.getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
        }
    }

    @Test
    void errorThatRepeatsKeyOrPrompt_isWithheld() throws Exception {
        String key = "{\"error\":{\"message\":\"Incorrect API key provided: " + TargetFixture.KEY + "\"}}";
        try (ScriptedServer server = answering("401 No", "", key)) {
            RequestTiming record = fixture.ask(server.url());
            assertThat(record.getError()).contains("withheld");
            assertThat(record.toString()).doesNotContain(TargetFixture.KEY);
        }
        String prompt = "{\"detail\":\"cannot parse '" + TargetFixture.PROMPT.substring(5, 30) + "'\"}";
        try (ScriptedServer server = answering("422 No", "", prompt)) {
            RequestTiming record = fixture.ask(server.url());
            assertThat(record.getError()).contains("withheld");
            assertThat(record.getHttpStatus()).isEqualTo(422);
        }
    }

    private static ScriptedServer answering(String status, String headers, String body) throws Exception {
        return ScriptedServer.start((request, wire) -> wire.send(status, headers, body));
    }

    private static URI unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://localhost:" + socket.getLocalPort());
        }
    }
}
