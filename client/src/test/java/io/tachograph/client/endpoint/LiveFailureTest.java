package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.RequestExtras;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every API kind, fourth part: what may go wrong. */
class LiveFailureTest {
    private static final String ALL = "io.tachograph.client.endpoint.ApiKinds#all";

    private final TargetFixture fixture = new TargetFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void vendorsErrorWithinTheStream_isAStreamError_andKeepsTheStampsReached(ApiKind kind) throws Exception {
        String before = beforeTheEnd(kind);
        try (KindServer server = KindServer.start(kind, (request, wire) -> {
            KindServer.beginStream(kind, wire);
            wire.chunk(before + kind.errorFrame());
            wire.endStream();
        })) {
            RequestTiming record = ask(server, kind, RequestOptions.defaults());

            assertThat(record.getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(record.getHttpStatus()).isEqualTo(200);
            assertThat(record.getError()).isEqualTo("the target reported an error within the stream: Overloaded");
            assertThat(record.getFirstTokenNanos() != null).isEqualTo(record.getContentChunks() > 0);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void connectionThatBreaksWithinTheStream_isAStreamError(ApiKind kind) throws Exception {
        String before = beforeTheEnd(kind);
        try (KindServer server = KindServer.start(kind, (request, wire) -> {
            KindServer.beginStream(kind, wire);
            wire.chunk(before);
            wire.close();
        })) {
            RequestTiming record = ask(server, kind, RequestOptions.defaults());

            assertThat(record.getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(record.getError()).isEqualTo("the connection ended within the answer");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void htmlPage_isAProtocolError(ApiKind kind) throws Exception {
        for (boolean streamed : new boolean[] {true, false}) {
            try (KindServer server =
                    KindServer.answering(kind, "200 OK", "Content-Type: text/html\r\n", "<!DOCTYPE html><p>Welcome")) {
                RequestTiming record =
                        ask(server, kind, RequestOptions.defaults().withStreamed(streamed));

                assertThat(record.getOutcome()).isEqualTo(Outcome.PROTOCOL_ERROR);
                assertThat(record.getError()).startsWith("an HTML page came instead of an answer");
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void httpError_hasTheVendorsSentence(ApiKind kind) throws Exception {
        for (int status : new int[] {404, 529}) {
            try (KindServer server = KindServer.answering(
                    kind, status + " No", "Content-Type: application/json\r\n", kind.errorBody())) {
                RequestTiming record = ask(server, kind, RequestOptions.defaults());

                assertThat(record.getOutcome()).isEqualTo(Outcome.HTTP_ERROR);
                assertThat(record.getHttpStatus()).isEqualTo(status);
                assertThat(record.getError()).isEqualTo("HTTP " + status + ": the model is unknown");
                assertThat(record.getHeadersNanos()).isNotNull();
                assertThat(record.getFirstChunkNanos()).isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void tooManyRequests_areRateLimited_withTheTimeToWait(ApiKind kind) throws Exception {
        for (Map.Entry<String, Long> header :
                Map.of("Retry-After: 7", 7000L, "retry-after-ms: 250", 250L).entrySet()) {
            try (KindServer server =
                    KindServer.answering(kind, "429 Slow down", header.getKey() + "\r\n", kind.errorBody())) {
                RequestTiming record = ask(server, kind, RequestOptions.defaults());

                assertThat(record.getOutcome()).isEqualTo(Outcome.RATE_LIMITED);
                assertThat(record.getRetryAfterMillis()).isEqualTo(header.getValue());
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void serverThatNeverAnswers_isATimeoutOfTheWholeAttempt(ApiKind kind) throws Exception {
        try (KindServer server = KindServer.start(kind, (request, wire) -> wire.stall())) {
            RequestTiming record = ask(server, kind, TargetFixture.impatient());

            assertThat(record.getOutcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(record.getError()).isEqualTo("not finished within 300 ms");
            assertThat(record.getFirstChunkNanos()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void stallWithinTheStream_isATimeout_andKeepsTheStampsReached(ApiKind kind) throws Exception {
        String before = beforeTheEnd(kind);
        try (KindServer server = KindServer.start(kind, (request, wire) -> {
            KindServer.beginStream(kind, wire);
            wire.chunk(before);
            wire.stall();
        })) {
            RequestTiming record = ask(server, kind, TargetFixture.impatient());

            assertThat(record.getOutcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(record.getContentChunks()).isEqualTo(new KindReader(kind).contentChunks(before));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void cancelledAttempt_isCancelled(ApiKind kind) throws Exception {
        try (KindServer server = KindServer.start(kind, (request, wire) -> wire.stall())) {
            Target target = fixture.target(TargetFixture.config(server.url(), kind.api()));
            CompletableFuture<RequestTiming> record = new CompletableFuture<>();
            Attempt attempt = target.send(
                    fixture.request(RequestOptions.defaults(), System.nanoTime()),
                    finished -> record.complete(finished.record()));
            int calls = kind.isTasks() ? 2 : 1;
            Awaitility.await().until(() -> server.requests().size() == calls);

            attempt.cancel();

            assertThat(record.get(20, TimeUnit.SECONDS).getOutcome()).isEqualTo(Outcome.CANCELLED);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void serverThatRepeatsWhatItWasSent_revealsNothing(ApiKind kind) throws Exception {
        RequestExtras extras = new RequestExtras(Map.of("X-Gateway", "gateway-secret-77"), "{}");
        for (String secret : List.of(TargetFixture.KEY, "gateway-secret-77", "history of the tachograph")) {
            String body = kind.errorBody().replace("the model is unknown", "cannot read " + secret);
            try (KindServer server = KindServer.answering(kind, "400 " + secret, "X-Echo: " + secret + "\r\n", body)) {
                TargetConfig config =
                        TargetFixture.config(server.url(), kind.api()).withExtras(extras);
                Target target = fixture.target(config);
                Finished finished = fixture.finish(target, Prompt.of(TargetFixture.PROMPT), RequestOptions.defaults());

                assertThat(finished.record().getError()).contains("withheld");
                assertThat(finished + " " + target + " " + config).doesNotContain(secret);
            }
        }
    }

    /** The first stream without what tells its end. */
    private static String beforeTheEnd(ApiKind kind) {
        List<String> frames = kind.streams().get(0).frames(kind.form());
        return String.join("", frames.subList(0, frames.size() - kind.endFrames()));
    }

    private RequestTiming ask(KindServer server, ApiKind kind, RequestOptions options) throws Exception {
        return fixture.ask(fixture.target(TargetFixture.config(server.url(), kind.api())), options);
    }
}
