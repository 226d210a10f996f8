package io.tachograph.jobs.source;

import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Dead letters travel as they do on Kafka: rare enough that nothing faster is worth its code. */
public final class DeadLetterFormat implements BinaryFormat<DeadLetter> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<DeadLetter> type() {
        return DeadLetter.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(DeadLetter letter, DataOutput out) throws IOException {
        byte[] bytes = new RecordEncoder<DeadLetter>(DeadLetter.getClassSchema()).encode(letter);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public DeadLetter read(int version, DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        try {
            return (DeadLetter) new RecordDecoder().decode(bytes);
        } catch (UnreadableRecordException e) {
            throw new IOException("a dead letter of our own cannot be read", e);
        }
    }

    @Override
    public DeadLetter copy(DeadLetter letter) {
        return letter;
    }
}
