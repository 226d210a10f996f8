package io.tachograph.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.avro.Heartbeat;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private static final Heartbeat HEARTBEAT = new Heartbeat("lab-vllm-atlas", "agent-1", 1_700_000_000_000_000L);
    private final RecordEncoder<Heartbeat> encoder = new RecordEncoder<>(Heartbeat.getClassSchema());
    private final RecordDecoder decoder = new RecordDecoder();

    @Test
    void encode_writesWhatAvrosOwnSingleObjectEncoderWrites() throws Exception {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        new BinaryMessageEncoder<Heartbeat>(SpecificData.get(), Heartbeat.getClassSchema()).encode(HEARTBEAT, expected);
        assertThat(encoder.encode(HEARTBEAT)).isEqualTo(expected.toByteArray());
    }

    @Test
    void decode_readsWhatWasWritten() throws Exception {
        assertThat(decoder.decode(encoder.encode(HEARTBEAT))).isEqualTo(HEARTBEAT);
    }

    @Test
    void decode_saysWhatIsWrongWithForeignBytes() {
        assertThatThrownBy(() -> decoder.decode(null)).hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> decoder.decode(new byte[3])).hasMessageContaining("3 bytes");
        assertThatThrownBy(() -> decoder.decode("{\"ttft\": 0.3}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .hasMessageContaining("marker");
    }

    @Test
    void decode_saysThatASchemaIsUnknown() {
        byte[] bytes = encoder.encode(HEARTBEAT);
        bytes[5] ^= 1;
        assertThatThrownBy(() -> decoder.decode(bytes))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("not among the released ones");
    }

    @Test
    void decode_refusesACutOrLengthenedBody() {
        byte[] bytes = encoder.encode(HEARTBEAT);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> decoder.decode(cut)).isInstanceOf(UnreadableRecordException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> decoder.decode(longer)).hasMessageContaining("longer");
    }

    @Test
    void decode_ofDamagedBytesEndsInARecordOrTheOneException() {
        SplittableRandom random = new SplittableRandom(17);
        byte[] good = encoder.encode(HEARTBEAT);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                assertThat(decoder.decode(damaged)).isInstanceOf(Heartbeat.class);
            } catch (UnreadableRecordException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
        assertThat(damagedReaderStillWorks(good)).isTrue();
    }

    private boolean damagedReaderStillWorks(byte[] good) {
        try {
            return decoder.decode(good).equals(HEARTBEAT);
        } catch (UnreadableRecordException e) {
            return false;
        }
    }
}
