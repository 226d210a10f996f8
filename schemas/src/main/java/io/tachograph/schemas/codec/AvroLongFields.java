package io.tachograph.schemas.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Some whole numbers of records of one type, in single-object encoding that any released schema wrote. What is between
 * them is passed over and not made into objects, so that most of a topic can be left aside for little.
 *
 * <p>Not thread-safe: it keeps its readers and their buffers between calls.
 */
public final class AvroLongFields {
    private final Schema type;
    private final Schema wanted;
    private final Map<Long, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private final RecordBody body = new RecordBody();

    /**
     * @param type newest schema of the type
     * @param names its fields of the type long
     */
    public AvroLongFields(Schema type, List<String> names) {
        List<Schema.Field> fields = new ArrayList<>();
        for (String name : names) {
            Schema.Field field = type.getField(name);
            if (field == null || field.schema().getType() != Schema.Type.LONG) {
                throw new IllegalArgumentException(type.getFullName() + " has no long " + name);
            }
            fields.add(new Schema.Field(name, field.schema()));
        }
        this.type = type;
        wanted = Schema.createRecord(type.getName(), null, type.getNamespace(), false, fields);
    }

    /**
     * The numbers, in the order of their names; null when the record is of another type.
     *
     * @throws UnreadableRecordException when the bytes are not one of our records, or cut, or longer than one
     */
    public long @Nullable [] read(byte @Nullable [] bytes) throws UnreadableRecordException {
        long fingerprint = RecordBody.fingerprint(bytes);
        GenericDatumReader<GenericRecord> reader = readers.get(fingerprint);
        if (reader == null) {
            Schema writer = RecordBody.writer(fingerprint);
            if (!writer.getFullName().equals(type.getFullName())) {
                return null;
            }
            GenericData model = new GenericData(AvroLongFields.class.getClassLoader());
            model.setFastReaderEnabled(true);
            reader = new GenericDatumReader<>(writer, wanted, model);
            readers.put(fingerprint, reader);
        }
        GenericRecord record = body.read(Objects.requireNonNull(bytes), reader);
        long[] numbers = new long[wanted.getFields().size()];
        for (int field = 0; field < numbers.length; field++) {
            numbers[field] = (Long) record.get(field);
        }
        return numbers;
    }
}
