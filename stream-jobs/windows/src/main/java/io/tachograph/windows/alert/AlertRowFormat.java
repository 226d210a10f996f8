package io.tachograph.windows.alert;

import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.store.AlertRow;
import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Alerts travel to the sinks as they do on Kafka: few enough that nothing faster is worth its code. */
public final class AlertRowFormat implements BinaryFormat<AlertRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<AlertRow> type() {
        return AlertRow.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(AlertRow alert, DataOutput out) throws IOException {
        byte[] bytes = new RecordEncoder<Alert>(Alert.getClassSchema()).encode(AlertRecords.of(alert));
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public AlertRow read(int version, DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        try {
            return AlertRecords.rowOf((Alert) new RecordDecoder().decode(bytes));
        } catch (UnreadableRecordException e) {
            throw new IOException("an alert of our own cannot be read", e);
        }
    }

    @Override
    public AlertRow copy(AlertRow alert) {
        return alert;
    }
}
