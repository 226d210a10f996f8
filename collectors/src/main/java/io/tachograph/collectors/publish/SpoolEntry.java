package io.tachograph.collectors.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The form of one event in a spool: length of the body and its CRC-32C, four bytes each, then the body: topic, key and
 * value, each after its length of four bytes. Big-endian.
 */
final class SpoolEntry {
    static final int HEAD_BYTES = 8;
    /** The lengths of its three parts. */
    static final int MIN_BODY_BYTES = 12;
    /** Above what any broker takes. */
    static final int MAX_BODY_BYTES = 64 << 20;

    private SpoolEntry() {}

    /**
     * Ready to be read.
     *
     * @throws IOException when it is larger than any broker takes
     */
    static ByteBuffer write(EncodedEvent event) throws IOException {
        byte[] topic = event.topic().getBytes(StandardCharsets.UTF_8);
        byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
        int length = MIN_BODY_BYTES + topic.length + key.length + event.value().length;
        if (length > MAX_BODY_BYTES) {
            throw new IOException("an event of " + length + " bytes is too large for the spool");
        }
        ByteBuffer entry = ByteBuffer.allocate(HEAD_BYTES + length);
        entry.position(HEAD_BYTES);
        for (byte[] part : new byte[][] {topic, key, event.value()}) {
            entry.putInt(part.length).put(part);
        }
        entry.putInt(0, length).putInt(4, crc(entry.array(), HEAD_BYTES, length));
        return entry.flip();
    }

    static EncodedEvent read(byte[] body) {
        ByteBuffer left = ByteBuffer.wrap(body);
        return new EncodedEvent(text(left), text(left), part(left));
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private static String text(ByteBuffer from) {
        return new String(part(from), StandardCharsets.UTF_8);
    }

    private static byte[] part(ByteBuffer from) {
        byte[] part = new byte[from.getInt()];
        from.get(part);
        return part;
    }
}
