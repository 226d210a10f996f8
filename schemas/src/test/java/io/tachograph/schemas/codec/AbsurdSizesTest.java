package io.tachograph.schemas.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.schemas.avro.RequestWindow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** A few bytes may announce two thousand million items. Room is made for what is there, not for what is announced. */
class AbsurdSizesTest {
    private static final long ABSURD = Integer.MAX_VALUE - 64;

    private interface Body {
        void write(BinaryEncoder out) throws IOException;
    }

    private static byte[] record(Schema schema, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] header = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 0x01)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
        bytes.write(header);
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        body.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static void assertUnreadable(byte[] value) {
        assertThatThrownBy(() -> new RecordDecoder().decode(value)).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void longName_isUnreadable() throws IOException {
        assertUnreadable(record(GpuSample.getClassSchema(), out -> out.writeLong(ABSURD)));
    }

    @Test
    void manyGauges_areUnreadable() throws IOException {
        assertUnreadable(record(EngineSample.getClassSchema(), out -> {
            for (int name = 0; name < 4; name++) {
                out.writeString("n");
            }
            out.writeLong(1_700_000_000_000_000L);
            out.writeLong(ABSURD);
            out.writeString("running");
            out.writeDouble(1);
        }));
    }

    @Test
    void manySlosInABlockThatSaysItIsSmall_areUnreadable() throws IOException {
        assertUnreadable(record(RequestWindow.getClassSchema(), out -> {
            for (int name = 0; name < 6; name++) {
                out.writeString("n");
            }
            out.writeEnum(0);
            out.writeString("short");
            out.writeBoolean(true);
            for (int number = 0; number < 4; number++) {
                out.writeLong(number);
            }
            out.writeBoolean(true);
            out.writeLong(0);
            out.writeLong(0); // outcomes
            for (int number = 0; number < 4; number++) {
                out.writeLong(number);
            }
            out.writeLong(0); // latencies
            out.writeLong(-ABSURD);
            out.writeLong(1);
        }));
    }
}
