package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only an answer over several calls can get wrong. */
class TaskApiTest {
    private static final RequestOptions POLLED = RequestOptions.defaults().withStreamed(false);
    private static final String PENDING = "{\"status\":\"processing\",\"task_id\":\"7\"}";

    private final TargetFixture fixture = new TargetFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void allStamps_areRelativeToTheSubmission() throws Exception {
        AtomicLong submitted = new AtomicLong();
        AtomicLong completed = new AtomicLong();
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            if (request.line().startsWith("POST")) {
                submitted.set(System.nanoTime());
                TimeUnit.MILLISECONDS.sleep(50);
                wire.send("200 OK", "", PENDING);
            } else if (request.path().startsWith("/stream")) {
                wire.beginStream();
                TimeUnit.MILLISECONDS.sleep(50);
                completed.set(System.nanoTime());
                wire.chunk("data: {\"status\":\"completed\",\"result\":\"x\"}\n\n");
                wire.endStream();
            } else {
                wire.send("404 No", "", "");
            }
        })) {
            RequestTiming record = fixture.ask(target(server.url()), RequestOptions.defaults());

            assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
            assertThat(record.getFirstTokenNanos()).isGreaterThanOrEqualTo(completed.get() - submitted.get());
            assertThat(record.getHeadersNanos()).isLessThan(record.getFirstTokenNanos());
            // Without the server's count nobody knows: a result is not one token.
            assertThat(record.getOutputTokens()).isNull();
        }
    }

    @Test
    void timeLimit_coversAllPolls() throws Exception {
        try (ScriptedServer server = pending()) {
            RequestTiming record = fixture.ask(
                    target(server.url()), new RequestOptions(false, 64, 0, Duration.ofMillis(700), Keep.NOTHING));

            assertThat(record.getOutcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(record.getError()).isEqualTo("not finished within 700 ms");
            assertThat(record.getClosedNanos()).isGreaterThanOrEqualTo(650_000_000);
        }
    }

    @Test
    void cancelledBetweenPolls_isCancelled() throws Exception {
        try (ScriptedServer server = pending()) {
            CompletableFuture<RequestTiming> record = new CompletableFuture<>();
            Attempt attempt = target(server.url())
                    .send(fixture.request(POLLED, System.nanoTime()), finished -> record.complete(finished.record()));
            Awaitility.await()
                    .until(() -> server.requests().stream()
                            .anyMatch(request -> request.path().equals("/result/7")));

            attempt.cancel();

            assertThat(record.get(20, TimeUnit.SECONDS).getOutcome()).isEqualTo(Outcome.CANCELLED);
        }
    }

    @Test
    void taskThatFails_isAStreamErrorWithItsSentence() throws Exception {
        try (ScriptedServer server =
                answering("{\"status\":\"error\",\"error_message\":\"Model loading failed\",\"error_type\":\"X\"}")) {
            RequestTiming record = fixture.ask(target(server.url()), POLLED);

            assertThat(record.getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(record.getError()).endsWith(": Model loading failed");
        }
        try (ScriptedServer server = answering("{\"status\":\"failed\",\"message\":\"Lost\"}")) {
            assertThat(fixture.ask(target(server.url()), POLLED).getError()).endsWith(": Lost");
        }
    }

    @Test
    void taskThatIsLost_isTheHttpErrorOfTheCallThatFindsOut() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            if (request.line().startsWith("POST")) {
                wire.send("200 OK", "", PENDING);
            } else {
                wire.send("404 Not Found", "", "{\"detail\":\"Task not found\"}");
            }
        })) {
            RequestTiming record = fixture.ask(target(server.url()), POLLED);

            assertThat(record.getOutcome()).isEqualTo(Outcome.HTTP_ERROR);
            assertThat(record.getHttpStatus()).isEqualTo(404);
            assertThat(record.getError()).isEqualTo("HTTP 404: Task not found");
        }
    }

    @Test
    void submissionWithoutATask_isAProtocolError() throws Exception {
        for (String answer : new String[] {"{\"status\":\"queued\"}", "{}", "7"}) {
            try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", answer))) {
                assertThat(fixture.ask(target(server.url()), POLLED).getOutcome())
                        .isEqualTo(Outcome.PROTOCOL_ERROR);
            }
        }
    }

    private static ScriptedServer pending() throws Exception {
        return answering(PENDING);
    }

    private static ScriptedServer answering(String result) throws Exception {
        return ScriptedServer.start((request, wire) -> {
            boolean known = request.line().startsWith("POST") || request.path().equals("/result/7");
            String body = request.line().startsWith("POST") ? PENDING : result;
            wire.send(known ? "200 OK" : "404 No", "", known ? body : "");
        });
    }

    private Target target(URI url) {
        TargetConfig config = TargetFixture.config(url, "tachograph-tasks");
        return fixture.target(config);
    }
}
