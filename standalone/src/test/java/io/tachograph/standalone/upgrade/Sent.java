package io.tachograph.standalone.upgrade;

import io.tachograph.schemas.Topic;
import io.tachograph.schemas.codec.RecordEncoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;

/**
 * A message as it was sent when a savepoint was recorded.
 *
 * @param topic its name
 * @param partition where on the topic
 * @param counts whether the job takes it; if not, it becomes a dead letter
 * @param value its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Sent(String topic, int partition, boolean counts, byte[] value) {
    static Sent of(Topic topic, int partition, SpecificRecord value) {
        return new Sent(
                topic.name(), partition, true, new RecordEncoder<SpecificRecord>(value.getSchema()).encode(value));
    }

    static Sent garbage(Topic topic, int partition, byte[] value) {
        return new Sent(topic.name(), partition, false, value);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(topic);
        out.writeByte(partition);
        out.writeBoolean(counts);
        out.writeInt(value.length);
        out.write(value);
    }

    static Sent read(DataInputStream in) throws IOException {
        return new Sent(in.readUTF(), in.readByte(), in.readBoolean(), in.readNBytes(in.readInt()));
    }
}
