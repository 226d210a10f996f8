package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Good streams of every API kind mixed with faults of every kind: no failure passes for a success, nor the opposite. */
class FaultyStreamsTest {
    private static final int STREAMS = 100_000;
    private static final StreamForm[] FORMS = StreamForm.values();
    private static final Fault[] FAULTS = Fault.values();

    @Test
    void noFaultyStream_isOk_andNoGoodOneIsAnError() throws AnswerException {
        Random random = new Random(12);
        int faulty = 0;
        for (int i = 0; i < STREAMS; i++) {
            StreamForm form = FORMS[i % FORMS.length];
            RandomStream stream = new RandomStream(form, random);
            Fault fault = fault(form, random);
            if (fault != null) {
                fault.spoil(stream);
                faulty++;
                Ending ending = whole(stream, UnaryOperator.identity());
                if (ending.failure().isEmpty()) {
                    assertThat(stream.frames())
                            .as("%d: %s of %s passed for a success", i, fault, form)
                            .isEmpty();
                }
                sameInPieces(stream, i, ending);
            } else {
                good(stream, i);
            }
        }
        assertThat(faulty).isBetween(STREAMS / 3, 2 * STREAMS / 3);
    }

    /** Else the test above would prove nothing. */
    @Test
    void readerThatSkipsWhatItDoesNotKnow_isFoundOut() {
        for (StreamForm form : FORMS) {
            Random random = new Random(13);
            int falseOk = 0;
            for (int i = 0; i < 1_000; i++) {
                RandomStream stream = new RandomStream(form, random);
                Fault.ERROR.spoil(stream);
                falseOk += whole(stream, SkippingReader::new).failure().isEmpty() ? 1 : 0;
            }
            assertThat(falseOk).as(form.api).isGreaterThan(10);
        }
    }

    private record SkippingReader(ChunkReader reader) implements ChunkReader {
        @Override
        public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
            try {
                reader.read(event, data, length, into);
            } catch (IOException e) {
                into.again();
            }
            into.isDoubtful = false;
            into.isFailure = false;
            into.known();
        }
    }

    private static @Nullable Fault fault(StreamForm form, Random random) {
        Fault fault = random.nextBoolean() ? FAULTS[random.nextInt(FAULTS.length)] : null;
        return fault == null || fault.fits(form) ? fault : Fault.ERROR;
    }

    /** Read frame by frame, the n-th at n, and cut anywhere, with the last line ended or not. */
    private static void good(RandomStream stream, int number) {
        AttemptMeasurements timer = new AttemptMeasurements(0, Keep.NOTHING);
        List<byte[]> frames =
                stream.frames().stream().map(FaultyStreamsTest::utf8).toList();
        Ending ending = read(stream.form, timer, UnaryOperator.identity(), frames);
        if (!ending.equals(new Ending("", stream.contentFrames))) {
            assertThat(ending)
                    .as("%d: %s was good: %s", number, stream.form, stream.frames())
                    .isEqualTo(new Ending("", stream.contentFrames));
        }
        long tokens = TokenCounts.of(timer, true).output();
        long expected = stream.told < 0 ? stream.contentFrames : stream.told;
        if (tokens != expected) {
            assertThat(tokens)
                    .as("%d: %s: %s", number, stream.form, stream.frames())
                    .isEqualTo(expected);
        }
        assertThat(timer.lastTokenNanos).isLessThanOrEqualTo(stream.body.size());
        // The last event needs no empty line, and the last line no end.
        stream.dropLineEnds(stream.random.nextInt(3));
        sameInPieces(stream, number, ending);
    }

    /** However the bytes come, one by one in a share of the streams, they say the same. */
    private static void sameInPieces(RandomStream stream, int number, Ending whole) {
        byte[] bytes = utf8(String.join("", stream.frames()));
        int longest = stream.random.nextInt(8) == 0 ? 1 : 2 + stream.random.nextInt(400);
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int to = Math.min(bytes.length, at + 1 + stream.random.nextInt(longest));
            pieces.add(Arrays.copyOfRange(bytes, at, to));
            at = to;
        }
        Ending ending = read(stream.form, new AttemptMeasurements(0, Keep.NOTHING), UnaryOperator.identity(), pieces);
        if (!ending.equals(whole)) {
            assertThat(ending)
                    .as("%d: %s in pieces of %d: %s", number, stream.form, longest, stream.frames())
                    .isEqualTo(whole);
        }
    }

    private static Ending whole(RandomStream stream, UnaryOperator<ChunkReader> readers) {
        List<byte[]> bytes = List.of(utf8(String.join("", stream.frames())));
        return read(stream.form, new AttemptMeasurements(0, Keep.NOTHING), readers, bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @param failure why it is no success, empty when it is one */
    private record Ending(String failure, int contentChunks) {}

    private static Ending read(
            StreamForm form, AttemptMeasurements timer, UnaryOperator<ChunkReader> readers, List<byte[]> reads) {
        try {
            ApiCall call = form.call();
            StreamReader reader =
                    new StreamReader(ApiCall.of(call.path(), call.form(), readers.apply(call.reader())), timer);
            for (int i = 0; i < reads.size(); i++) {
                reader.read(Unpooled.wrappedBuffer(reads.get(i)), i + 1);
            }
            reader.end();
            return new Ending("", timer.contentChunks);
        } catch (AnswerException e) {
            return new Ending(String.valueOf(e.getMessage()), timer.contentChunks);
        }
    }
}
