package io.tachograph.collectors.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tachograph.collectors.target.ApiKind.Facts;
import io.tachograph.collectors.target.ApiKind.Recorded;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every API kind, first part: what is found in recorded answers, however their bytes are cut. */
class RecordedAnswerTest {
    private static final URI URL = URI.create("http://localhost");
    private static final String ALL = "io.tachograph.collectors.target.ApiKinds#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void streamCutAnywhere_givesTheSameFacts(ApiKind kind) throws AnswerException {
        for (Recorded stream : kind.streams()) {
            for (String lineEnd : stream == kind.streams().get(0) ? List.of("\n", "\r\n") : List.of("\n")) {
                byte[] bytes = stream.text().replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
                for (int cut = 0; cut <= bytes.length; cut++) {
                    byte[] first = Arrays.copyOfRange(bytes, 0, cut);
                    byte[] second = Arrays.copyOfRange(bytes, cut, bytes.length);
                    Facts found = facts(read(kind, true, first, second));
                    if (!found.equals(stream.facts())) {
                        assertThat(found).as("cut at %d of %d", cut, bytes.length).isEqualTo(stream.facts());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void streamInSingleBytes_givesTheSameFacts(ApiKind kind) throws AnswerException {
        for (Recorded stream : kind.streams()) {
            byte[] bytes = stream.text().getBytes(StandardCharsets.UTF_8);
            byte[][] singles = new byte[bytes.length][];
            for (int i = 0; i < bytes.length; i++) {
                singles[i] = new byte[] {bytes[i]};
            }
            assertThat(facts(read(kind, true, singles))).isEqualTo(stream.facts());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void wholeAnswerCutAnywhere_givesTheSameFacts_andHasNoStamps(ApiKind kind) throws AnswerException {
        byte[] bytes = kind.whole().text().getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            StreamTimer timer =
                    read(kind, false, Arrays.copyOfRange(bytes, 0, cut), Arrays.copyOfRange(bytes, cut, bytes.length));

            assertThat(facts(timer)).as("cut at %d", cut).isEqualTo(kind.whole().facts());
            assertThat(timer.firstChunkNanos).isEqualTo(StreamTimer.NEVER);
            assertThat(timer.firstTokenNanos).isEqualTo(StreamTimer.NEVER);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void stamps_areThoseOfTheReadsWithContent(ApiKind kind) throws AnswerException {
        // Given one chunk per read, the n-th at n; each is content whenever the text or the tokens grow with it
        for (Recorded stream : kind.streams()) {
            StreamTimer timer = new StreamTimer(0, new Keep(true, true));
            timer.sent(0);
            StreamReader reader = new StreamReader(call(kind, true), timer);
            int nanos = 0;
            for (String frame : stream.frames(kind.form())) {
                nanos++;
                int before = timer.contentChunks;
                long lastBefore = timer.lastTokenNanos;
                reader.read(bytes(frame), nanos);
                assertThat(timer.lastTokenNanos).isEqualTo(timer.contentChunks > before ? nanos : lastBefore);
            }
            reader.end();

            long[] chunks = timer.details().chunkNanos();
            assertThat(chunks).hasSize(stream.facts().chunks()).isSorted().doesNotHaveDuplicates();
            assertThat(timer.firstTokenNanos).isEqualTo(chunks[0]);
            assertThat(timer.lastTokenNanos).isEqualTo(chunks[chunks.length - 1]);
            assertThat(timer.firstChunkNanos).isBetween(1L, timer.firstTokenNanos);
            assertThat(timer.firstOutputTokenNanos).isBetween(timer.firstTokenNanos, timer.lastTokenNanos);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whatIsNotToBeKept_isNotMade(ApiKind kind) throws AnswerException {
        StreamTimer timer = new StreamTimer(0, Keep.NOTHING);
        Recorded stream = kind.streams().get(0);
        read(kind, timer, true, stream.text().getBytes(StandardCharsets.UTF_8));

        assertThat(timer.contentChunks).isEqualTo(stream.facts().chunks());
        assertThat(timer.newChunk().keepsText()).isFalse();
        assertThat(timer.details().text()).isNull();
        assertThat(timer.details().chunkNanos()).isEmpty();
        assertThat(timer.details().server()).isEqualTo(stream.facts().server());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void vendorsErrorWithinTheStream_isAStreamErrorWithItsSentence_whereverItComes(ApiKind kind) {
        List<String> frames = kind.streams().get(0).frames(kind.form());
        for (int before = 0; before < frames.size() - kind.endFrames(); before++) {
            String text = String.join("", frames.subList(0, before)) + kind.errorFrame();
            assertThatThrownBy(() -> read(kind, true, text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOfSatisfying(
                            AnswerException.class,
                            e -> assertThat(Verdict.of(e))
                                    .isEqualTo(new Verdict(
                                            Outcome.STREAM_ERROR,
                                            "the target reported an error within the stream: Overloaded")));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void streamThatEndsBeforeItsEnd_isAStreamError_unlessTheKindMarksNone(ApiKind kind) throws AnswerException {
        List<String> frames = kind.streams().get(0).frames(kind.form());
        byte[] cut = String.join("", frames.subList(0, frames.size() - kind.endFrames()))
                .getBytes(StandardCharsets.UTF_8);
        if (kind.endFrames() == 0) {
            assertThat(facts(read(kind, true, cut)).chunks()).isPositive();
            return;
        }
        assertThatThrownBy(() -> read(kind, true, cut))
                .isInstanceOfSatisfying(AnswerException.class, e -> assertThat(e.outcome())
                        .isEqualTo(Outcome.STREAM_ERROR))
                .hasMessage("the stream ended without a finish reason and without its last chunk");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void streamCutWithinItsLastContent_isNeverTakenForAGoodOne(ApiKind kind) {
        // Given a last frame with content, all that follows it left out, and its second half too
        List<String> frames = kind.streams().get(0).frames(kind.form());
        String whole = String.join("", frames.subList(0, frames.size() - Math.max(1, kind.endFrames())));
        String half = frames.get(frames.size() - Math.max(1, kind.endFrames())).substring(0, 20);

        assertThatThrownBy(() -> read(kind, true, (whole + half).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(AnswerException.class, e -> assertThat(e.outcome())
                        .isEqualTo(Outcome.STREAM_ERROR));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void garbage_isAProtocolError(ApiKind kind) {
        String frame = kind.form() == AnswerForm.EVENTS ? "data: {\"a\":[\n\n" : "{\"a\":[\n";
        assertThatThrownBy(() -> read(kind, true, frame.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(AnswerException.class, e -> assertThat(e.outcome())
                        .isEqualTo(Outcome.PROTOCOL_ERROR))
                .hasMessageContaining("is not the JSON object that the API promises");
        assertThatThrownBy(() -> read(kind, false, "[7".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("the answer is not the JSON object that the API promises");
    }

    private static StreamTimer read(ApiKind kind, boolean streamed, byte[]... reads) throws AnswerException {
        StreamTimer timer = new StreamTimer(0, new Keep(true, true));
        read(kind, timer, streamed, reads);
        return timer;
    }

    private static void read(ApiKind kind, StreamTimer timer, boolean streamed, byte[]... reads)
            throws AnswerException {
        ApiCall call = call(kind, streamed);
        AnswerReader reader = streamed ? new StreamReader(call, timer) : new WholeReader(call, timer);
        for (byte[] bytes : reads) {
            reader.read(Unpooled.wrappedBuffer(bytes), 1);
        }
        if (reader.end() != null) {
            throw new AssertionError("the answer goes on elsewhere");
        }
    }

    /** How many content chunks the beginning of a stream has. */
    static int contentChunks(ApiKind kind, String beginning) throws AnswerException {
        StreamTimer timer = new StreamTimer(0, Keep.NOTHING);
        new StreamReader(call(kind, true), timer).read(bytes(beginning), 1);
        return timer.contentChunks;
    }

    /** The call whose answer holds the answer. */
    private static ApiCall call(ApiKind kind, boolean streamed) throws AnswerException {
        PromptRequest request = new PromptRequest(
                new UUID(1, 2),
                1,
                Prompt.of(TargetFixture.PROMPT),
                RequestOptions.defaults().withStreamed(streamed),
                0,
                new Provenance(Origin.LOAD, "agent-1", null));
        ApiCall first = kind.open(URL).post(request);
        if (!kind.isTasks()) {
            return first;
        }
        WholeReader submission = new WholeReader(first, new StreamTimer(0, Keep.NOTHING));
        submission.read(bytes("{\"status\":\"queued\",\"task_id\":\"a b/7\",\"message\":\"Wait\"}"), 1);
        ApiCall next = submission.end();
        return Objects.requireNonNull(next, "next");
    }

    private static Facts facts(StreamTimer timer) {
        Details details = timer.details();
        if (details.chunkNanos().length != timer.contentChunks) {
            assertThat(details.chunkNanos()).hasSize(timer.contentChunks);
        }
        return new Facts(
                details.text() == null ? "" : details.text(),
                timer.contentChunks,
                timer.finishReason == null ? "" : timer.finishReason,
                List.of(timer.inputTokens, timer.cachedInputTokens, timer.outputTokens, timer.reasoningTokens),
                details.server());
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
