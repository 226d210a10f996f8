package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.endpoint.ApiKind.Facts;
import io.tachograph.client.endpoint.ApiKind.Recorded;
import io.tachograph.schemas.avro.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every API kind, first part: what is found in recorded answers, however their bytes are cut. */
class RecordedAnswerTest {
    private static final String ALL = "io.tachograph.client.endpoint.ApiKinds#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void streamCutAnywhere_givesTheSameFacts(ApiKind kind) throws AnswerException {
        KindReader reader = new KindReader(kind);
        for (Recorded stream : kind.streams()) {
            for (String lineEnd : stream.equals(kind.streams().get(0)) ? List.of("\n", "\r\n") : List.of("\n")) {
                byte[] bytes = stream.text().replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
                for (int cut = 0; cut <= bytes.length; cut++) {
                    byte[] first = Arrays.copyOfRange(bytes, 0, cut);
                    byte[] second = Arrays.copyOfRange(bytes, cut, bytes.length);
                    Facts found = facts(reader.read(true, first, second));
                    if (!found.equals(stream.facts())) {
                        assertThat(found)
                                .as("cut at %d of %d", cut, bytes.length)
                                .isEqualTo(stream.facts());
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
            assertThat(facts(new KindReader(kind).read(true, singles))).isEqualTo(stream.facts());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void wholeAnswerCutAnywhere_givesTheSameFacts_andHasNoStamps(ApiKind kind) throws AnswerException {
        KindReader reader = new KindReader(kind);
        byte[] bytes = kind.whole().text().getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            AttemptMeasurements timer =
                    reader.read(false, Arrays.copyOfRange(bytes, 0, cut), Arrays.copyOfRange(bytes, cut, bytes.length));

            assertThat(facts(timer)).as("cut at %d", cut).isEqualTo(kind.whole().facts());
            assertThat(timer.firstChunkNanos).isEqualTo(AttemptMeasurements.NEVER);
            assertThat(timer.firstTokenNanos).isEqualTo(AttemptMeasurements.NEVER);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void stamps_areThoseOfTheReadsWithContent(ApiKind kind) throws AnswerException {
        // Given one chunk per read, the n-th at n; each is content whenever the text or the tokens grow with it
        for (Recorded stream : kind.streams()) {
            AttemptMeasurements timer = new AttemptMeasurements(0, new Keep(true, true));
            timer.sent(0);
            StreamReader reader = new StreamReader(new KindReader(kind).call(true), timer);
            int nanos = 0;
            for (String frame : stream.frames(kind.form())) {
                nanos++;
                int before = timer.contentChunks;
                long lastBefore = timer.lastTokenNanos;
                reader.read(KindReader.bytes(frame), nanos);
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
        AttemptMeasurements timer = new AttemptMeasurements(0, Keep.NOTHING);
        Recorded stream = kind.streams().get(0);
        new KindReader(kind).read(timer, true, stream.text().getBytes(StandardCharsets.UTF_8));

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
            assertThatThrownBy(() -> new KindReader(kind).read(true, text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOfSatisfying(
                            AnswerException.class,
                            e -> assertThat(AttemptOutcome.of(e))
                                    .isEqualTo(new AttemptOutcome(
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
            assertThat(facts(new KindReader(kind).read(true, cut)).chunks()).isPositive();
            return;
        }
        assertThatThrownBy(() -> new KindReader(kind).read(true, cut))
                .isInstanceOfSatisfying(
                        AnswerException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.STREAM_ERROR))
                .hasMessage("the stream ended without a finish reason and without its last chunk");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void streamCutWithinItsLastContent_isNeverTakenForAGoodOne(ApiKind kind) {
        // Given a last frame with content, all that follows it left out, and its second half too
        List<String> frames = kind.streams().get(0).frames(kind.form());
        String whole = String.join("", frames.subList(0, frames.size() - Math.max(1, kind.endFrames())));
        String half = frames.get(frames.size() - Math.max(1, kind.endFrames())).substring(0, 20);

        assertThatThrownBy(() -> new KindReader(kind).read(true, (whole + half).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        AnswerException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.STREAM_ERROR));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void garbage_isAProtocolError(ApiKind kind) {
        String frame = kind.form() == AnswerFormat.EVENTS ? "data: {\"a\":[\n\n" : "{\"a\":[\n";
        assertThatThrownBy(() -> new KindReader(kind).read(true, frame.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        AnswerException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.PROTOCOL_ERROR))
                .hasMessageContaining("is not the JSON object that the API promises");
        assertThatThrownBy(() -> new KindReader(kind).read(false, "[7".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("the answer is not the JSON object that the API promises");
    }

    private static Facts facts(AttemptMeasurements timer) {
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
}
