package io.tachograph.collectors.source.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a container's log. Without a terminal it comes in frames of {@code [stream, 0, 0, 0, length]} and payload; a
 * frame may hold several lines or end amid one, and amid a character. Lines of two streams may interleave.
 */
final class LogFrames {
    private static final int HEAD_BYTES = 8;
    private static final int STREAMS = 3;
    private static final int ERRORS = 2;
    /** The rest of a longer line is not looked at. */
    private static final int MOST_LINE_BYTES = 8 << 10;

    private final Lines lines;
    private final ByteArrayOutputStream[] begun = new ByteArrayOutputStream[STREAMS];
    private final boolean[] cut = new boolean[STREAMS];

    /** Takes lines. */
    @FunctionalInterface
    interface Lines {
        /**
         * @param text without its end
         * @param errors whether it was written to the stream for errors
         * @param cut whether it was too long, and its rest is missing
         */
        void take(String text, boolean errors, boolean cut);
    }

    private LogFrames(Lines lines) {
        this.lines = lines;
        for (int i = 0; i < STREAMS; i++) {
            begun[i] = new ByteArrayOutputStream();
        }
    }

    /**
     * @param raw whether there are no frames
     * @param mostBytes where reading ends, log or not
     */
    static void read(InputStream in, boolean raw, long mostBytes, Lines lines) throws IOException {
        LogFrames frames = new LogFrames(lines);
        if (raw) {
            frames.take(0, in, mostBytes);
        } else {
            frames.read(in, mostBytes);
        }
        for (int i = 0; i < STREAMS; i++) {
            frames.end(i);
        }
    }

    private void read(InputStream in, long mostBytes) throws IOException {
        long left = mostBytes;
        while (left > 0) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            if (head.length == 0) {
                return;
            }
            if (head.length < HEAD_BYTES || head[0] < 0 || head[0] >= STREAMS || (head[1] | head[2] | head[3]) != 0) {
                throw new BadAnswerException("the log's frames are torn");
            }
            long length = ByteBuffer.wrap(head).getInt(HEAD_BYTES - Integer.BYTES) & 0xFFFF_FFFFL;
            take(head[0], in, Math.min(length, left));
            left -= HEAD_BYTES + length;
        }
    }

    private void take(int stream, InputStream in, long length) throws IOException {
        byte[] piece = new byte[8192];
        long left = length;
        while (left > 0) {
            int got = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (got < 0) {
                return;
            }
            for (int i = 0; i < got; i++) {
                if (piece[i] == '\n') {
                    end(stream);
                } else if (begun[stream].size() < MOST_LINE_BYTES) {
                    begun[stream].write(piece[i]);
                } else {
                    cut[stream] = true;
                }
            }
            left -= got;
        }
    }

    private void end(int stream) {
        if (begun[stream].size() > 0) {
            lines.take(begun[stream].toString(StandardCharsets.UTF_8), stream == ERRORS, cut[stream]);
            begun[stream].reset();
            cut[stream] = false;
        }
    }
}
