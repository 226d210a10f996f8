package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.endpoint.ApiKind.Facts;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every API kind, second part: good answers of a live server. */
class LiveAnswerTest {
    private static final String ALL = "io.tachograph.client.endpoint.ApiKinds#all";
    private static final RequestOptions KEEPING =
            new RequestOptions(true, 64, 0, Duration.ofMinutes(1), new Keep(true, true));

    private final TargetFixture fixture = new TargetFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void streamedAnswer_isOkWithAllItsFactsAndDetails(ApiKind kind) throws Exception {
        try (KindServer server = streaming(kind, kind.streams().get(0).text())) {
            Finished finished = ask(server, KEEPING);

            Facts facts = kind.streams().get(0).facts();
            RequestTiming record = finished.record();
            assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
            assertThat(record.getError()).isNull();
            assertThat(record.getApi()).isEqualTo(kind.api());
            assertThat(record.getStreamed()).isTrue();
            assertFacts(finished, facts);
            assertThat(record.getContentChunks()).isEqualTo(facts.chunks());
            assertThat(finished.details().chunkNanos()).hasSize(facts.chunks());
            assertThat(LongStream.of(
                                    record.getHeadersNanos(),
                                    record.getFirstChunkNanos(),
                                    record.getFirstTokenNanos(),
                                    record.getLastTokenNanos(),
                                    record.getClosedNanos())
                            .boxed())
                    .isSorted();
            assertThat(finished.details().chunkNanos()[0]).isEqualTo(record.getFirstTokenNanos());
        }
    }

    /** Whoever shows an answer as it comes shows all of it. */
    @ParameterizedTest
    @MethodSource(ALL)
    void piecesOfTheText_areTheWholeTextBeforeTheEndIsTold(ApiKind kind) throws Exception {
        try (KindServer server = streaming(kind, kind.streams().get(0).text())) {
            Target target = fixture.target(TargetFixture.config(server.url(), kind.api()));
            List<String> pieces = new CopyOnWriteArrayList<>();
            CompletableFuture<String> before = new CompletableFuture<>();
            CompletableFuture<Finished> finished = new CompletableFuture<>();
            Attempt unused = target.send(fixture.request(KEEPING, System.nanoTime()), pieces::add, end -> {
                before.complete(String.join("", pieces));
                finished.complete(end);
            });

            Finished end = finished.get(20, TimeUnit.SECONDS);
            assertThat(before.join()).isEqualTo(end.details().text());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void wholeAnswer_isOkWithAllItsFactsAndText_andHasNoStamps(ApiKind kind) throws Exception {
        AtomicInteger polls = new AtomicInteger();
        try (KindServer server = KindServer.start(kind, (request, wire) -> {
            boolean notYet = kind.isTasks() && polls.incrementAndGet() < 3;
            String body = notYet
                    ? "{\"status\":\"processing\",\"task_id\":\"a b/7\"}"
                    : kind.whole().text();
            wire.send("200 OK", "Content-Type: application/json\r\n", body);
        })) {
            Finished finished = ask(server, KEEPING.withStreamed(false));

            RequestTiming record = finished.record();
            assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
            assertThat(record.getStreamed()).isFalse();
            assertFacts(finished, kind.whole().facts());
            assertThat(record.getFirstChunkNanos()).isNull();
            assertThat(record.getFirstTokenNanos()).isNull();
            assertThat(record.getLastTokenNanos()).isNull();
            assertThat(finished.details().chunkNanos()).isEmpty();
            assertThat(server.requests()).hasSize(kind.isTasks() ? 4 : 1);
            // Two delays between three polls, and one before.
            long least = kind.isTasks() ? 3 * TimeUnit.MILLISECONDS.toNanos(TaskReader.POLL_MILLIS) : 1;
            assertThat(record.getClosedNanos()).isGreaterThanOrEqualTo(least);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void chunksWrittenOneByOne_haveStampsThatAreNotBeforeTheirWriting(ApiKind kind) throws Exception {
        List<String> frames = kind.streams().get(0).frames(kind.form());
        List<Long> written = new CopyOnWriteArrayList<>();
        try (KindServer server = KindServer.start(kind, (request, wire) -> {
            KindServer.beginStream(kind, wire);
            for (String frame : frames) {
                TimeUnit.MILLISECONDS.sleep(2);
                written.add(System.nanoTime());
                wire.chunk(frame);
            }
            wire.endStream();
        })) {
            long before = System.nanoTime();
            Finished finished = ask(server, KEEPING);
            long took = System.nanoTime() - before;

            RequestTiming record = finished.record();
            long[] chunks = finished.details().chunkNanos();
            List<Integer> content = contentFrames(kind, frames);
            assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
            assertThat(chunks).hasSize(content.size()).hasSize(record.getContentChunks());
            // The clock of the record began after ours and before the first write
            for (int i = 0; i < chunks.length; i++) {
                assertThat(chunks[i]).isBetween(written.get(content.get(i)) - written.get(0), took);
            }
            assertThat(chunks).isSorted();
            assertThat(record.getFirstTokenNanos()).isEqualTo(chunks[0]);
            assertThat(record.getLastTokenNanos()).isEqualTo(chunks[chunks.length - 1]);
            if (chunks.length > 1) {
                assertThat(record.getChunkGaps().getCount()).isEqualTo(chunks.length - 1);
                assertThat(record.getChunkGaps().getSumNanos()).isEqualTo(chunks[chunks.length - 1] - chunks[0]);
            } else {
                assertThat(record.getChunkGaps()).isNull();
            }
        }
    }

    /** The server's stamps hold the client's between them: after a chunk's writing, before the next one's. */
    @ParameterizedTest
    @MethodSource(ALL)
    void chunksWrittenOneByOne_haveStampsBetweenTheirWritingAndTheNext(ApiKind kind) throws Exception {
        List<String> frames = kind.streams().get(0).frames(kind.form());
        List<Integer> content = contentFrames(kind, frames);
        List<Long> written = new CopyOnWriteArrayList<>();
        try (KindServer server = KindServer.start(kind, (request, wire) -> {
            written.clear();
            written.add(System.nanoTime());
            KindServer.beginStream(kind, wire);
            for (String frame : frames) {
                TimeUnit.MILLISECONDS.sleep(8);
                written.add(System.nanoTime());
                wire.chunk(frame);
            }
            TimeUnit.MILLISECONDS.sleep(8);
            written.add(System.nanoTime());
            wire.endStream();
        })) {
            // A machine may stand still for a while, so not every answer need be on time; but never before it.
            boolean onTime = false;
            for (int attempt = 0; attempt < 10 && !onTime; attempt++) {
                long before = System.nanoTime();
                long[] chunks = ask(server, KEEPING).details().chunkNanos();
                onTime = true;
                for (int i = 0; i < chunks.length; i++) {
                    int frame = 1 + content.get(i);
                    assertThat(chunks[i]).isGreaterThanOrEqualTo(written.get(frame) - written.get(0));
                    onTime &= before + chunks[i] < written.get(frame + 1);
                }
            }
            assertThat(onTime).isTrue();
        }
    }

    /** Which frames hold content, found by reading each beginning of the stream anew. */
    private static List<Integer> contentFrames(ApiKind kind, List<String> frames) throws Exception {
        KindReader reader = new KindReader(kind);
        List<Integer> content = new ArrayList<>();
        int known = 0;
        for (int i = 0; i < frames.size(); i++) {
            int chunks = reader.contentChunks(String.join("", frames.subList(0, i + 1)));
            if (chunks > known) {
                content.add(i);
            }
            known = chunks;
        }
        return content;
    }

    private static void assertFacts(Finished finished, Facts facts) {
        RequestTiming record = finished.record();
        assertThat(record.getFinishReason()).isEqualTo(facts.finishReason().isEmpty() ? null : facts.finishReason());
        assertThat(record.getInputTokens()).isEqualTo(known(facts.counts().get(0)));
        assertThat(record.getCachedInputTokens()).isEqualTo(known(facts.counts().get(1)));
        assertThat(record.getOutputTokens()).isEqualTo(known(facts.counts().get(2)));
        assertThat(record.getReasoningTokens()).isEqualTo(known(facts.counts().get(3)));
        assertThat(record.getTokenSource()).isEqualTo(facts.counts().get(2) < 0 ? TokenSource.NONE : TokenSource.USAGE);
        assertThat(finished.details().text()).isEqualTo(facts.text());
        assertThat(finished.details().server()).isEqualTo(facts.server());
    }

    private static @Nullable Long known(Long count) {
        return count < 0 ? null : count;
    }

    private Finished ask(KindServer server, RequestOptions options) throws Exception {
        Target target = fixture.target(TargetFixture.config(server.url(), server.api()));
        return fixture.finish(target, Prompt.of(TargetFixture.PROMPT), options);
    }

    private static KindServer streaming(ApiKind kind, String text) throws Exception {
        return KindServer.start(kind, (request, wire) -> {
            KindServer.beginStream(kind, wire);
            wire.chunk(text);
            wire.endStream();
        });
    }
}
