package io.tachograph.schemas.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Avro's own coders are the measure. */
class BytesInTest {
    private static final int ROUNDS = 300_000;

    private static long anyLength(SplittableRandom random) {
        long value = random.nextLong() >>> random.nextInt(64);
        return random.nextBoolean() ? value : -value;
    }

    @Test
    void numbersOfAllLengths_areReadAsAvroWroteThem() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder avro = EncoderFactory.get().directBinaryEncoder(bytes, null);
            long[] longs = random.longs(500).toArray();
            int[] ints = new int[500];
            for (int i = 0; i < 500; i++) {
                longs[i] = anyLength(random);
                ints[i] = (int) anyLength(random);
                avro.writeLong(longs[i]);
                avro.writeInt(ints[i]);
            }
            for (long value : longs) {
                avro.writeLong(value);
            }
            for (int value : ints) {
                avro.writeInt(value);
            }
            byte[] array = bytes.toByteArray();
            BytesIn in = new BytesIn().over(array, 0, array.length);

            for (int i = 0; i < 500; i++) {
                assertThat(in.readLong()).isEqualTo(longs[i]);
                assertThat(in.readInt()).isEqualTo(ints[i]);
            }
            long[] bulk = new long[502];
            in.readLongs(bulk, 1, 500);
            int[] bulkInts = new int[502];
            in.readInts(bulkInts, 1, 500);
            assertThat(Arrays.copyOfRange(bulk, 1, 501)).isEqualTo(longs);
            assertThat(Arrays.copyOfRange(bulkInts, 1, 501)).isEqualTo(ints);
            assertThat(in.atEnd()).isTrue();
        }
    }

    /** A number that may be cut, too long or longer than need be: the same value or a refusal by both. */
    @Test
    void anyBytes_areTakenAndRefusedAsByAvro() {
        SplittableRandom random = new SplittableRandom(2);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] array = new byte[random.nextInt(1, 14)];
            random.nextBytes(array);
            for (int i = 0; i < array.length; i++) {
                array[i] |= (byte) (random.nextInt(4) > 0 ? 0x80 : 0);
            }
            Decoder avro = DecoderFactory.get().binaryDecoder(array, null);
            BytesIn in = new BytesIn().over(array, 0, array.length);
            boolean isLong = random.nextBoolean();
            String expected = read(() -> isLong ? avro.readLong() : avro.readInt());
            assertThat(read(() -> isLong ? in.readLong() : in.readInt()))
                    .as("%s of %s", isLong ? "long" : "int", Arrays.toString(array))
                    .isEqualTo(expected);
            refused += expected.equals("refused") ? 1 : 0;
        }
        assertThat(refused).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    private interface Read {
        long go() throws IOException;
    }

    private static String read(Read read) {
        try {
            return Long.toString(read.go());
        } catch (IOException e) {
            return "refused";
        }
    }

    @Test
    void steps_addWhatWasWrittenAtItsPlaces() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 2_000; round++) {
            int n = random.nextInt(1, 60);
            int[] places = random.ints(n, 0, 2_000).distinct().sorted().toArray();
            long[] values = new long[places.length];
            Arrays.setAll(values, i -> anyLength(random) & Long.MAX_VALUE);
            BytesOut out = new BytesOut();
            out.writeSteps(places, values, places.length);

            long[] sums = new long[2_000];
            Arrays.fill(sums, 3);
            BytesIn in = new BytesIn().over(out.array(), 0, out.size());
            in.addSteps(sums, places[0], places.length);

            long[] expected = new long[2_000];
            Arrays.fill(expected, 3);
            for (int i = 0; i < places.length; i++) {
                expected[places[i]] += values[i];
            }
            assertThat(sums).isEqualTo(expected);
            assertThat(in.atEnd()).isTrue();
        }
    }
}
