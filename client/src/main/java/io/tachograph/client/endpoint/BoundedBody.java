package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;

/** Keeps the beginning of a body. */
final class BoundedBody {
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean overflown;

    BoundedBody(int limit) {
        this.limit = limit;
    }

    void add(ByteBuf bytes) {
        int room = limit - kept.size();
        int taken = Math.min(room, bytes.readableBytes());
        overflown |= taken < bytes.readableBytes();
        byte[] piece = new byte[taken];
        bytes.getBytes(bytes.readerIndex(), piece);
        kept.writeBytes(piece);
    }

    /** Whether something was left out. */
    boolean overflown() {
        return overflown;
    }

    byte[] bytes() {
        return kept.toByteArray();
    }
}
