package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Against the JDK's own compressors, with every part of a head, cut anywhere. */
class InflationTest {
    private static final String TEXT = "Größe 🚚, ".repeat(5_000);

    @Test
    void anyCuts_giveWhatWasCompressed() throws Exception {
        byte[] twoMembers = concat(withWholeHead(gzip(TEXT)), gzip("and more"));
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            Inflation inflation = new Inflation(true);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int at = 0; at < twoMembers.length; ) {
                int to = Math.min(twoMembers.length, at + 1 + random.nextInt(1 + random.nextInt(200)));
                inflation.read(Arrays.copyOfRange(twoMembers, at, to), (bytes, length) -> out.write(bytes, 0, length));
                at = to;
            }

            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(TEXT + "and more");
            assertThat(inflation.isWhole()).isTrue();
        }
    }

    @Test
    void whatIsCompressed_isNeverHeldWhole() throws Exception {
        byte[] bomb = gzip("0".repeat(50_000_000));
        int[] longest = {0};
        new Inflation(true).read(bomb, (bytes, length) -> longest[0] = Math.max(longest[0], bytes.length));

        assertThat(longest[0]).isLessThanOrEqualTo(8 * 1024);
    }

    /** It may be in the middle of what was compressed. */
    @Test
    void closed_holdsNothingOfTheSystemsMemory() throws Exception {
        byte[] compressed = gzip(TEXT);
        Inflation inflation = new Inflation(true);
        inflation.read(Arrays.copyOf(compressed, compressed.length / 2), (bytes, length) -> {});

        inflation.close();

        assertThatThrownBy(() -> inflation.read(compressed, (bytes, length) -> {}))
                .hasMessage("Inflater has been closed");
        inflation.close();
        new Inflation(true).close();
    }

    @Test
    void otherBytes_areRefused() {
        byte[] plain = "data: {}\n\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new Inflation(true).read(plain, (bytes, length) -> {}))
                .isInstanceOf(DataFormatException.class);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** The same member with an extra field, a name, a comment and the head's checksum. */
    private static byte[] withWholeHead(byte[] member) {
        byte[] fixed = Arrays.copyOf(member, 10);
        fixed[3] = 2 | 4 | 8 | 16;
        byte[] extra = {3, 0, 0, 1, 2};
        byte[] texts = "a name\0a comment\0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] head = concat(concat(fixed, extra), texts);
        CRC32 checksum = new CRC32();
        checksum.update(head);
        byte[] low = {(byte) checksum.getValue(), (byte) (checksum.getValue() >> 8)};
        return concat(concat(head, low), Arrays.copyOfRange(member, 10, member.length));
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
