package io.tachograph.schemas.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
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
    private final RecordBody body = new RecordBody();

    public RecordDecoder() {
        TrustedRecords.register();
    }

    /** @throws UnreadableRecordException when the bytes are not one of our records, or cut, or longer than one */
    public SpecificRecord decode(byte @Nullable [] bytes) throws UnreadableRecordException {
        long fingerprint = RecordBody.fingerprint(bytes);
        SpecificDatumReader<SpecificRecord> reader = readers.get(fingerprint);
        if (reader == null) {
            reader = readerFor(fingerprint);
            readers.put(fingerprint, reader);
        }
        return body.read(Objects.requireNonNull(bytes), reader);
    }

    private static SpecificDatumReader<SpecificRecord> readerFor(long fingerprint) throws UnreadableRecordException {
        Schema writer = RecordBody.writer(fingerprint);
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
