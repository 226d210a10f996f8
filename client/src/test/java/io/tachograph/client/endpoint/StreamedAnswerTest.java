package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.TokenSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that go well: what the record says of them. */
class StreamedAnswerTest {
    private static final String ROLE =
            "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n";
    private static final String FINISH = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String USAGE =
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":5}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final TargetFixture fixture = new TargetFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    static String token(String text) {
        return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
    }

    @Test
    void recordedStream_isOkWithAllItsFacts() throws Exception {
        try (ScriptedServer server = streaming(Samples.text(Samples.OPENAI))) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
            assertThat(record.getError()).isNull();
            assertThat(record.getHttpStatus()).isEqualTo(200);
            assertThat(record.getFinishReason()).isEqualTo("stop");
            assertThat(record.getInputTokens()).isEqualTo(9);
            assertThat(record.getOutputTokens()).isEqualTo(1);
            assertThat(record.getTokenSource()).isEqualTo(TokenSource.USAGE);
            assertThat(record.getContentChunks()).isEqualTo(1);
            assertThat(record.getChunkGaps()).isNull();
            assertThat(record.getTokensInFirstChunk()).isNull();
            assertThat(record.getTarget()).isEqualTo("lab-vllm-tiny");
            assertThat(record.getModel()).isEqualTo("tiny");
            assertThat(record.getTenant()).isEqualTo("acme");
            assertThat(record.getOrigin()).isEqualTo(Origin.LOAD);
            assertThat(record.getRunId()).isEqualTo("run-1");
            assertThat(record.getAgent()).isEqualTo("agent-1");
            assertThat(record.getPromptChars()).isEqualTo(TargetFixture.PROMPT.length());
            assertThat(record.getStreamed()).isTrue();
        }
    }

    @Test
    void request_asksForAStreamWithUsage_andCarriesKeyAndId() throws Exception {
        try (ScriptedServer server = streaming(token("x") + DONE)) {
            RequestTiming record = fixture.ask(server.url());

            ScriptedServer.Request request = server.requests().get(0);
            assertThat(request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
            assertThat(request.headers())
                    .containsEntry("authorization", "Bearer " + TargetFixture.KEY)
                    .containsEntry("content-type", "application/json")
                    .containsEntry("accept", "text/event-stream")
                    .containsEntry("x-request-id", uuidOf(record));
            assertThat(request.body())
                    .isEqualTo(
                            "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"" + TargetFixture.PROMPT
                                    + "\"}],\"max_tokens\":64,\"temperature\":0.0,\"stream\":true,"
                                    + "\"stream_options\":{\"include_usage\":true}}");
        }
    }

    @Test
    void completionsApi_sendsAPlainPromptAndReadsText() throws Exception {
        try (ScriptedServer server =
                streaming("data: {\"choices\":[{\"text\":\"Hi\",\"finish_reason\":\"length\"}]}\n\n" + DONE)) {
            Target target = fixture.target(TargetFixture.config(server.url(), "openai-completions"));

            RequestTiming record = fixture.ask(target, RequestOptions.defaults());

            assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
            assertThat(record.getFirstOutputTokenNanos()).isNotNull();
            assertThat(server.requests().get(0).line()).isEqualTo("POST /v1/completions HTTP/1.1");
            assertThat(server.requests().get(0).body())
                    .startsWith("{\"model\":\"tiny\",\"prompt\":\"" + TargetFixture.PROMPT + "\",");
        }
    }

    @Test
    void noStamp_isBeforeTheServerSentItsBytes() throws Exception {
        // Given a server that waits between the parts, and notes when it sends each
        AtomicLong roleSent = new AtomicLong();
        AtomicLong reasoningSent = new AtomicLong();
        AtomicLong outputSent = new AtomicLong();
        AtomicLong finishSent = new AtomicLong();
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            wire.beginStream();
            roleSent.set(later());
            wire.chunk(ROLE);
            reasoningSent.set(later());
            wire.chunk("data: {\"choices\":[{\"delta\":{\"reasoning\":\"Hm\"}}]}\n\n");
            outputSent.set(later());
            wire.chunk(token("Hi"));
            finishSent.set(later());
            wire.chunk(FINISH + USAGE + DONE);
            wire.endStream();
        })) {
            long before = System.nanoTime();
            RequestTiming record = fixture.ask(server.url());
            long after = System.nanoTime();

            // Then no stamp is earlier than its part; the request was sent before the server began
            long sentAtTheLatest = roleSent.get();
            assertThat(record.getFirstTokenNanos()).isGreaterThanOrEqualTo(reasoningSent.get() - sentAtTheLatest);
            assertThat(record.getFirstOutputTokenNanos()).isGreaterThanOrEqualTo(outputSent.get() - sentAtTheLatest);
            assertThat(record.getClosedNanos()).isGreaterThanOrEqualTo(finishSent.get() - sentAtTheLatest);
            assertThat(record.getLastTokenNanos()).isEqualTo(record.getFirstOutputTokenNanos());
            assertThat(List.of(
                            record.getHeadersNanos(),
                            record.getFirstChunkNanos(),
                            record.getFirstTokenNanos(),
                            record.getFirstOutputTokenNanos(),
                            record.getClosedNanos(),
                            after - before))
                    .isSorted();
        }
    }

    @Test
    void roleChunk_isNeverTheFirstToken() throws Exception {
        try (ScriptedServer server = streaming(ROLE + FINISH + USAGE + DONE)) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
            assertThat(record.getFirstChunkNanos()).isNotNull();
            assertThat(record.getFirstTokenNanos()).isNull();
            assertThat(record.getLastTokenNanos()).isNull();
            assertThat(record.getOutputTokens()).isEqualTo(5);
        }
    }

    @Test
    void answerOfNothing_isAStreamError() throws Exception {
        try (ScriptedServer server = streaming(ROLE + FINISH + DONE)) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(record.getError()).isEqualTo("the answer ended, but nothing was generated");
            assertThat(record.getTokenSource()).isEqualTo(TokenSource.NONE);
        }
    }

    @Test
    void reasoning_isTheFirstToken_butNotTheFirstOutput() throws Exception {
        try (ScriptedServer server = streaming(Samples.text(Samples.VLLM_REASONING))) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getContentChunks()).isEqualTo(2);
            assertThat(record.getOutputTokens()).isEqualTo(3);
            assertThat(record.getFirstOutputTokenNanos()).isEqualTo(record.getLastTokenNanos());
        }
    }

    @Test
    void gapsBetweenContentChunks_areCountedOnce_andAddUp() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            wire.beginStream();
            wire.chunk(ROLE);
            for (int i = 0; i < 5; i++) {
                later();
                wire.chunk(token("t" + i));
            }
            wire.chunk(FINISH + USAGE + DONE);
            wire.endStream();
        })) {
            RequestTiming record = fixture.ask(server.url());

            Histogram gaps = record.getChunkGaps();
            assertThat(gaps.getCount()).isEqualTo(4);
            assertThat(gaps.getSumNanos()).isEqualTo(record.getLastTokenNanos() - record.getFirstTokenNanos());
        }
    }

    @Test
    void chunksOfOneRead_haveGapsOfZero() throws Exception {
        try (ScriptedServer server = streaming(token("a") + token("b") + token("c") + DONE)) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getChunkGaps().getCount()).isEqualTo(2);
            assertThat(record.getChunkGaps().getZeroCount()).isEqualTo(2);
        }
    }

    @Test
    void streamWithoutUsage_countsChunks_andSaysSo() throws Exception {
        try (ScriptedServer server = streaming(token("a") + token("b") + FINISH + DONE)) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getOutputTokens()).isEqualTo(2);
            assertThat(record.getTokenSource()).isEqualTo(TokenSource.CHUNKS);
        }
    }

    @Test
    void runningUsage_tellsTheTokensOfTheFirstChunk_andTheLastOneCounts() throws Exception {
        String first =
                "data: {\"choices\":[{\"delta\":{\"content\":\"abc\"}}],\"usage\":{\"completion_tokens\":3}}\n\n";
        String second = "data: {\"choices\":[{\"delta\":{\"content\":\"d\"}}],\"usage\":{\"completion_tokens\":4}}\n\n";
        try (ScriptedServer server = streaming(ROLE + first + second + FINISH + DONE)) {
            RequestTiming record = fixture.ask(server.url());

            assertThat(record.getTokensInFirstChunk()).isEqualTo(3);
            assertThat(record.getOutputTokens()).isEqualTo(4);
        }
    }

    @Test
    void finishReasonWithoutDone_isOk() throws Exception {
        try (ScriptedServer server = streaming(token("a") + FINISH)) {
            assertThat(fixture.ask(server.url()).getOutcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void doneWithoutFinishReason_isOk() throws Exception {
        try (ScriptedServer server = streaming(token("a") + DONE)) {
            assertThat(fixture.ask(server.url()).getOutcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void connectionThatBreaksAfterDone_takesNothingAway() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            wire.beginStream();
            wire.chunk(token("a") + DONE);
            wire.close();
        })) {
            assertThat(fixture.ask(server.url()).getOutcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void scheduledTime_isKeptBeforeSent() throws Exception {
        try (ScriptedServer server = streaming(token("a") + DONE)) {
            Target target = fixture.target(TargetFixture.config(server.url()));
            CompletableFuture<RequestTiming> record = new CompletableFuture<>();
            long scheduled = System.nanoTime() - 3_000_000_000L;

            Attempt unused = target.send(
                    fixture.request(RequestOptions.defaults(), scheduled),
                    finished -> record.complete(finished.record()));

            assertThat(record.get(20, TimeUnit.SECONDS).getScheduledNanos()).isLessThanOrEqualTo(-3_000_000_000L);
        }
    }

    @Test
    void wholeAnswer_hasNoTokenStamps() throws Exception {
        String body = "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}";
        try (ScriptedServer server = ScriptedServer.start(
                (request, wire) -> wire.send("200 OK", "Content-Type: application/json\r\n", body))) {
            RequestTiming record =
                    fixture.ask(server.url(), RequestOptions.defaults().withStreamed(false));

            assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
            assertThat(record.getStreamed()).isFalse();
            assertThat(record.getFirstChunkNanos()).isNull();
            assertThat(record.getFirstTokenNanos()).isNull();
            assertThat(record.getLastTokenNanos()).isNull();
            assertThat(record.getOutputTokens()).isEqualTo(2);
            assertThat(record.getFinishReason()).isEqualTo("stop");
            assertThat(record.getClosedNanos()).isPositive();
            assertThat(server.requests().get(0).body())
                    .contains("\"stream\":false")
                    .doesNotContain("stream_options");
        }
    }

    static ScriptedServer streaming(String events) throws Exception {
        return ScriptedServer.start((request, wire) -> {
            wire.beginStream();
            wire.chunk(events);
            wire.endStream();
        });
    }

    /** Lets some time go by, so that what follows is another read, and says when it is. */
    private static long later() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(30);
        return System.nanoTime();
    }

    private static String uuidOf(RequestTiming record) {
        ByteBuffer bytes = ByteBuffer.wrap(record.getRequestId().bytes()).order(ByteOrder.BIG_ENDIAN);
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }
}
