package io.tachograph.schemas.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes records of one type in Avro's single-object encoding: two marker bytes, the writer schema's 64-bit fingerprint
 * (CRC-64-AVRO, little endian), the body.
 *
 * <p>Thread-safe.
 */
public final class RecordEncoder<T extends SpecificRecord> {
    static final byte MARKER_0 = (byte) 0xC3;
    static final byte MARKER_1 = 0x01;
    static final int HEADER_BYTES = 10;

    private final byte[] header;
    private final SpecificDatumWriter<T> writer;

    /** @param schema schema of the type, {@code T.getClassSchema()} */
    public RecordEncoder(Schema schema) {
        TrustedRecords.register();
        writer = new SpecificDatumWriter<>(schema);
        header = ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MARKER_0)
                .put(MARKER_1)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
    }

    public byte[] encode(T value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(384);
        out.writeBytes(header);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}
