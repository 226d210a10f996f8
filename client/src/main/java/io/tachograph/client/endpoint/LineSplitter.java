package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Cuts bytes into lines that end with LF, CR LF or CR. Not thread-safe. */
final class LineSplitter {
    /** Takes one line, without its end. */
    interface Lines {
        /**
         * @param bytes holds the line until {@link #readEnds}
         * @param nanos when its first byte came
         */
        void line(byte[] bytes, int from, int to, long nanos) throws AnswerException;

        /** The lines of this read are about to be overwritten. */
        default void readEnds() {}
    }

    private static final byte[] NOTHING = {};

    private final Lines lines;
    private final String what;
    private final int maxBytes;
    /** What ends a line besides LF and CR. */
    private final byte otherEnd;

    /** Begins with the line that has not ended yet. */
    private byte[] buffer = NOTHING;

    private int kept;
    /** When the first byte of what is kept came. */
    private long keptNanos;

    private boolean afterCr;

    /** @param what they are called in errors, such as {@code a line} */
    LineSplitter(Lines lines, String what, int maxBytes, char otherEnd) {
        this.lines = lines;
        this.what = what;
        this.maxBytes = maxBytes;
        this.otherEnd = (byte) otherEnd;
    }

    void read(ByteBuf bytes, long nanos) throws AnswerException {
        int length = bytes.readableBytes();
        if (kept == 0 && bytes.hasArray()) {
            int from = bytes.arrayOffset() + bytes.readerIndex();
            split(bytes.array(), from, from, from + length, nanos);
        } else {
            // In one go: looking at each byte within a ByteBuf costs several times as much.
            bytes.getBytes(bytes.readerIndex(), room(kept + length), kept, length);
            split(buffer, 0, kept, kept + length, nanos);
        }
    }

    /** @param at from where on the bytes are new */
    private void split(byte[] bytes, int from, int at, int end, long nanos) throws AnswerException {
        int start = from;
        long startNanos = kept > 0 ? keptNanos : nanos;
        for (int next = lineEnd(bytes, at, end); next < end; next = lineEnd(bytes, next + 1, end)) {
            byte b = bytes[next];
            if (b == '\n' && afterCr && next == start) {
                start = next + 1;
                afterCr = false;
            } else {
                check(next - start);
                lines.line(bytes, start, next, startNanos);
                start = next + 1;
                afterCr = b == '\r';
            }
            startNanos = nanos;
        }
        lines.readEnds();
        kept = end - start;
        keptNanos = startNanos;
        check(kept);
        if (kept > 0) {
            System.arraycopy(bytes, start, room(kept), 0, kept);
        }
    }

    private int lineEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            if (at + Long.BYTES <= end) {
                int skipped = ByteWords.first(ByteWords.below(ByteWords.at(bytes, at), '\r' + 1));
                at += skipped;
                if (skipped == Long.BYTES) {
                    continue;
                }
            }
            byte b = bytes[at];
            if (b == '\n' || b == '\r' || b == otherEnd) {
                return at;
            }
            at++;
        }
        return end;
    }

    private byte[] room(int length) {
        if (length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.max(length, 512), 2 * buffer.length));
        }
        return buffer;
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
    void rest() throws AnswerException {
        int length = kept;
        kept = 0;
        if (length > 0) {
            lines.line(buffer, 0, length, keptNanos);
            lines.readEnds();
        }
    }
}
