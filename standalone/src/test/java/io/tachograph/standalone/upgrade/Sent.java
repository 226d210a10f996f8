package io.tachograph.standalone.upgrade;

import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A message as it was sent when the savepoint was recorded.
 *
 * @param partition where on the topic
 * @param atMillis when, on the stream's clock
 * @param counts whether it is a request, and no garbage
 * @param value its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Sent(int partition, long atMillis, boolean counts, byte[] value) {
    RequestTiming request() throws UnreadableRecordException {
        return (RequestTiming) new RecordDecoder().decode(value);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(partition);
        out.writeLong(atMillis);
        out.writeBoolean(counts);
        out.writeInt(value.length);
        out.write(value);
    }

    static Sent read(DataInputStream in) throws IOException {
        int partition = in.readByte();
        long atMillis = in.readLong();
        boolean counts = in.readBoolean();
        return new Sent(partition, atMillis, counts, in.readNBytes(in.readInt()));
    }
}
