package io.tachograph.jobs.inventory;

import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;

/** Records of the inventory travel as they do on Kafka: rare enough that nothing faster is worth its code. */
public final class InventoryRecordFormat implements BinaryFormat<SpecificRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<SpecificRecord> type() {
        return SpecificRecord.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(SpecificRecord record, DataOutput out) throws IOException {
        byte[] bytes = new RecordEncoder<SpecificRecord>(record.getSchema()).encode(record);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public SpecificRecord read(int version, DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        try {
            return new RecordDecoder().decode(bytes);
        } catch (UnreadableRecordException e) {
            throw new IOException("a record of our own cannot be read", e);
        }
    }

    @Override
    public SpecificRecord copy(SpecificRecord record) {
        return record;
    }
}
