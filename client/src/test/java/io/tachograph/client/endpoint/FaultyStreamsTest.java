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
                String ending = ending(stream, UnaryOperator.identity());
                if (ending.isEmpty()) {
                    assertThat(stream.frames())
                            .as("%d: %s of %s passed for a success", i, fault, form)
                            .isEmpty();
                }
            } else {
                good(stream, i);
            }
        }
        assertThat(faulty).isBetween(STREAMS / 3, 2 * STREAMS / 3);
    }

    /** Else the test above would prove nothing. */
    @Test
    void readerThatSkipsWhatItDoesNotKnow_isFoundOut() throws AnswerException {
        for (StreamForm form : FORMS) {
            Random random = new Random(13);
            int falseOk = 0;
            for (int i = 0; i < 1_000; i++) {
                RandomStream stream = new RandomStream(form, random);
                Fault.ERROR.spoil(stream);
                falseOk += ending(stream, SkippingReader::new).isEmpty() ? 1 : 0;
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

    /** Read frame by frame, the n-th at n, or cut anywhere; with the last line ended or not. */
    private static void good(RandomStream stream, int number) {
        StreamTimer timer = new StreamTimer(0, Keep.NOTHING);
        List<String> frames = stream.frames();
        boolean byFrame = stream.random.nextBoolean();
        String text = String.join("", frames);
        String failure = byFrame
                ? read(stream.form, timer, UnaryOperator.identity(), frames)
                : read(stream.form, timer, UnaryOperator.identity(), pieces(text, stream.random));
        if (!failure.isEmpty() || timer.contentChunks != stream.contentFrames) {
            assertThat(failure)
                    .as("%d: %s was good: %s", number, stream.form, text)
                    .isEmpty();
            assertThat(timer.contentChunks)
                    .as("%d: %s: %s", number, stream.form, text)
                    .isEqualTo(stream.contentFrames);
        }
        long tokens = TokenCounts.of(timer, true).output();
        long expected = stream.told < 0 ? stream.contentFrames : stream.told;
        if (tokens != expected) {
            assertThat(tokens).as("%d: %s: %s", number, stream.form, text).isEqualTo(expected);
        }
        if (byFrame) {
            assertThat(timer.lastTokenNanos).isLessThanOrEqualTo(stream.body.size());
        }
    }

    private static List<String> pieces(String text, Random random) {
        int end = text.length();
        // The last event needs no empty line, and the last line no end.
        for (int more = random.nextInt(3); more > 0 && text.charAt(end - 1) == '\n'; more--) {
            end--;
        }
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < end; ) {
            int to = Math.min(end, at + 1 + random.nextInt(400));
            to += to < end && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
            pieces.add(text.substring(at, to));
            at = to;
        }
        return pieces;
    }

    private static String ending(RandomStream stream, UnaryOperator<ChunkReader> readers) {
        return read(
                stream.form,
                new StreamTimer(0, Keep.NOTHING),
                readers,
                Arrays.asList(String.join("", stream.frames())));
    }

    /** @return why it is no success, empty when it is one */
    private static String read(
            StreamForm form, StreamTimer timer, UnaryOperator<ChunkReader> readers, List<String> reads) {
        try {
            ApiCall call = form.call();
            StreamReader reader =
                    new StreamReader(ApiCall.of(call.path(), call.form(), readers.apply(call.reader())), timer);
            for (int i = 0; i < reads.size(); i++) {
                reader.read(Unpooled.wrappedBuffer(reads.get(i).getBytes(StandardCharsets.UTF_8)), i + 1);
            }
            reader.end();
            return "";
        } catch (AnswerException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
