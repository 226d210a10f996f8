package io.tachograph.schemas.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** What is behind the header of single-object encoding. Not thread-safe: it keeps a buffer between calls. */
final class RecordBody {
    private @Nullable BinaryDecoder reused;

    /**
     * The fingerprint of the schema that wrote a value.
     *
     * @throws UnreadableRecordException when the bytes do not begin like a record
     */
    static long fingerprint(byte @Nullable [] bytes) throws UnreadableRecordException {
        if (bytes == null || bytes.length < RecordEncoder.HEADER_BYTES) {
            throw new UnreadableRecordException(
                    "value of " + (bytes == null ? 0 : bytes.length) + " bytes is too short to be a record");
        }
        if (bytes[0] != RecordEncoder.MARKER_0 || bytes[1] != RecordEncoder.MARKER_1) {
            throw new UnreadableRecordException(
                    "value does not begin with the marker of Avro's single-object encoding");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    }

    /** @throws UnreadableRecordException when no released schema has the fingerprint */
    static Schema writer(long fingerprint) throws UnreadableRecordException {
        Schema writer = ReleasedSchemas.byFingerprint().get(fingerprint);
        if (writer == null) {
            throw new UnreadableRecordException(String.format(
                    Locale.ROOT,
                    "writer schema %016x is not among the released ones; it may come from a newer version",
                    fingerprint));
        }
        return writer;
    }

    /** @throws UnreadableRecordException when the body is not one of the reader's, or cut, or longer than one */
    <T> T read(byte[] bytes, DatumReader<T> reader) throws UnreadableRecordException {
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(bytes, RecordEncoder.HEADER_BYTES, bytes.length - RecordEncoder.HEADER_BYTES, reused);
        reused = decoder;
        try {
            T value = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UnreadableRecordException("value is longer than the record it begins with");
            }
            return value;
        } catch (IOException | RuntimeException e) {
            // A damaged body may ask Avro for anything: negative lengths, unknown enum symbols, absurd sizes.
            throw new UnreadableRecordException("body does not fit its schema: " + e, e);
        }
    }
}
