package io.tachograph.collectors.target;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Cuts bytes into lines that end with LF, CR LF or CR. Not thread-safe. */
final class LineSplitter {
    /** Takes one line, without its end. */
    interface Lines {
        void line(byte[] bytes, int from, int to, long nanos) throws AnswerException;
    }

    private final Lines lines;
    private final String what;
    private final int maxBytes;
    /** What ends a line besides LF and CR. */
    private final byte otherEnd;

    /** Begins with the line that has not ended yet. */
    private byte[] buffer = new byte[1024];

    private int kept;
    private boolean afterCr;

    /** @param what they are called in errors, such as {@code a line} */
    LineSplitter(Lines lines, String what, int maxBytes, char otherEnd) {
        this.lines = lines;
        this.what = what;
        this.maxBytes = maxBytes;
        this.otherEnd = (byte) otherEnd;
    }

    void read(ByteBuf bytes, long nanos) throws AnswerException {
        int at = kept;
        int end = at + bytes.readableBytes();
        if (end > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(end, 2 * buffer.length));
        }
        // In one go: looking at each byte within a ByteBuf costs several times as much.
        bytes.getBytes(bytes.readerIndex(), buffer, at, end - at);
        int start = 0;
        for (; at < end; at++) {
            byte b = buffer[at];
            if (b > '\r') {
                continue;
            }
            if (b == '\n' && afterCr && at == start) {
                start = at + 1;
                afterCr = false;
            } else if (b == '\n' || b == '\r' || b == otherEnd) {
                check(at - start);
                lines.line(buffer, start, at, nanos);
                start = at + 1;
                afterCr = b == '\r';
            }
        }
        kept = end - start;
        check(kept);
        if (start > 0 && kept > 0) {
            System.arraycopy(buffer, start, buffer, 0, kept);
        }
    }

    private void check(int length) throws AnswerException {
        if (length > maxBytes) {
            throw tooLong();
        }
    }

    AnswerException tooLong() {
        return AnswerException.protocol(what + " of the stream is longer than " + maxBytes + " bytes");
    }

    /** Hands over the last line if it has no end. */
    void rest(long nanos) throws AnswerException {
        int length = kept;
        kept = 0;
        if (length > 0) {
            lines.line(buffer, 0, length, nanos);
        }
    }
}
