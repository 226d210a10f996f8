package io.tachograph.schemas.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in single-object encoding that any released schema wrote, into the newest form of their type. A topic
 * may carry several types; the fingerprint says which one a value is.
 *
 * <p>Not thread-safe: it keeps its readers and their buffers between calls.
 */
public final class RecordDecoder {
    private final Map<Long, SpecificDatumReader<SpecificRecord>> readers = new HashMap<>();
    private @Nullable BinaryDecoder reused;

    public RecordDecoder() {
        TrustedRecords.register();
    }

    /** @throws UnreadableRecordException when the bytes are not one of our records, or cut, or longer than one */
    public SpecificRecord decode(byte @Nullable [] bytes) throws UnreadableRecordException {
        if (bytes == null || bytes.length < RecordEncoder.HEADER_BYTES) {
            throw new UnreadableRecordException(
                    "value of " + (bytes == null ? 0 : bytes.length) + " bytes is too short to be a record");
        }
        if (bytes[0] != RecordEncoder.MARKER_0 || bytes[1] != RecordEncoder.MARKER_1) {
            throw new UnreadableRecordException(
                    "value does not begin with the marker of Avro's single-object encoding");
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        SpecificDatumReader<SpecificRecord> reader = readers.get(fingerprint);
        if (reader == null) {
            reader = readerFor(fingerprint);
            readers.put(fingerprint, reader);
        }
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(bytes, RecordEncoder.HEADER_BYTES, bytes.length - RecordEncoder.HEADER_BYTES, reused);
        reused = decoder;
        try {
            SpecificRecord value = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UnreadableRecordException("value is longer than the record it begins with");
            }
            return value;
        } catch (IOException | RuntimeException e) {
            // A damaged body may ask Avro for anything: negative lengths, unknown enum symbols, absurd sizes.
            throw new UnreadableRecordException("body does not fit its schema: " + e, e);
        }
    }

    private static SpecificDatumReader<SpecificRecord> readerFor(long fingerprint) throws UnreadableRecordException {
        Schema writer = ReleasedSchemas.byFingerprint().get(fingerprint);
        if (writer == null) {
            throw new UnreadableRecordException(String.format(
                    "writer schema %016x is not among the released ones; it may come from a newer version",
                    fingerprint));
        }
        Class<?> type = SpecificData.get().getClass(writer);
        if (type == null) {
            throw new UnreadableRecordException("schema " + writer.getFullName() + " has no class in this version");
        }
        Schema newest = SpecificData.get().getSchema(type);
        return new SpecificDatumReader<>(writer, newest, model());
    }

    private static SpecificData model() {
        SpecificData model = new SpecificData(RecordDecoder.class.getClassLoader());
        model.setFastReaderEnabled(true);
        return model;
    }
}
