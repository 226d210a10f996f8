package io.tachograph.standalone.upgrade;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages that are sent together, before the next ones.
 *
 * @param messages in the order of sending
 * @param clockMillis how far the job's clock comes by them at least; a job that works at every minute of its clock is to
 *     do so when it has read what was known then, as it would live
 */
record Step(List<Sent> messages, long clockMillis) {
    void write(DataOutputStream out) throws IOException {
        out.writeLong(clockMillis);
        out.writeInt(messages.size());
        for (Sent message : messages) {
            message.write(out);
        }
    }

    static Step read(DataInputStream in) throws IOException {
        long clockMillis = in.readLong();
        int count = in.readInt();
        List<Sent> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(Sent.read(in));
        }
        return new Step(List.copyOf(messages), clockMillis);
    }
}
