package io.tachograph.client.http.arrival;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Asks Linux, by {@code recvmsg} with {@code MSG_PEEK}, which takes and copies nothing. The layout is that of {@code struct
 * msghdr} and {@code struct cmsghdr} on 64 bits, the numbers are those of x86_64 and aarch64.
 */
final class SocketPeek implements ReceiveQueue {
    private static final int SOL_SOCKET = 1;
    private static final int SO_TIMESTAMPNS = 35;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_INQ = 36;

    private static final int MSG_PEEK = 0x2;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;

    /** Where things lie in the memory: the header, the one vector it points to, the control messages, an int. */
    private static final int VECTOR_AT = 16;

    private static final int VECTORS_AT = 24;
    private static final int CONTROL_AT = 32;
    private static final int CONTROL_LENGTH_AT = 40;
    private static final int VECTOR = 64;
    private static final int VECTOR_LENGTH_AT = VECTOR + 8;
    private static final int CONTROL = 128;
    private static final int CONTROL_BYTES = 128;
    private static final int ONE = CONTROL + CONTROL_BYTES;
    private static final int CONTROL_HEADER_BYTES = 16;

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(ONE + Integer.BYTES).order(ByteOrder.nativeOrder());
    private final long address = Pointer.nativeValue(Native.getDirectBufferPointer(memory));
    private long stampNanos = NO_STAMP;
    private int unread;

    /** @throws LinkageError where JNA's native part is missing */
    SocketPeek() {
        memory.putLong(VECTOR_AT, address + VECTOR);
        memory.putLong(VECTORS_AT, 1);
        memory.putLong(CONTROL_AT, address + CONTROL);
        memory.putInt(ONE, 1);
    }

    @Override
    public boolean stamps(int fd) {
        return set(fd, SOL_SOCKET, SO_TIMESTAMPNS) && set(fd, IPPROTO_TCP, TCP_INQ);
    }

    private boolean set(int fd, int level, int option) {
        return LibC.setsockopt(fd, level, option, address + ONE, Integer.BYTES) == 0;
    }

    @Override
    public boolean look(int fd, int bytes) {
        memory.putLong(VECTOR_LENGTH_AT, bytes);
        memory.putLong(CONTROL_LENGTH_AT, CONTROL_BYTES);
        stampNanos = NO_STAMP;
        unread = 0;
        // With MSG_TRUNC nothing is copied, so the vector points nowhere.
        if (LibC.recvmsg(fd, address, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT) <= 0) {
            return false;
        }
        readControl((int) Math.min(CONTROL_BYTES, memory.getLong(CONTROL_LENGTH_AT)));
        return true;
    }

    private void readControl(int length) {
        int at = 0;
        while (at + CONTROL_HEADER_BYTES < length) {
            int bytes = (int) memory.getLong(CONTROL + at);
            int level = memory.getInt(CONTROL + at + 8);
            int type = memory.getInt(CONTROL + at + 12);
            int data = CONTROL + at + CONTROL_HEADER_BYTES;
            if (level == SOL_SOCKET && type == SO_TIMESTAMPNS) {
                stampNanos = memory.getLong(data) * 1_000_000_000L + memory.getLong(data + Long.BYTES);
            } else if (level == IPPROTO_TCP && type == TCP_INQ) {
                unread = memory.getInt(data);
            }
            at += Math.max(CONTROL_HEADER_BYTES, (bytes + 7) & ~7);
        }
    }

    @Override
    public long stampNanos() {
        return stampNanos;
    }

    @Override
    public int bytes() {
        return unread;
    }
}
