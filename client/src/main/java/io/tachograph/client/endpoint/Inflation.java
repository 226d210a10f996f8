package io.tachograph.client.endpoint;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Undoes gzip (RFC 1952; several members one after the other) or deflate (RFC 1950, or RFC 1951 alone, as some servers
 * have it) of bytes that may be cut anywhere. Holds one piece of output whatever comes in, and memory of the system's
 * until it is closed or all that began has ended. Checksums are left to TCP and TLS. Not thread-safe.
 */
final class Inflation implements AutoCloseable {
    /** Takes a piece that is valid for the duration of the call. */
    @FunctionalInterface
    interface Sink {
        void piece(byte[] bytes, int length) throws AnswerException;
    }

    private static final int PIECE_BYTES = 8 * 1024;
    private static final int TRAILER_BYTES = 8;

    private final boolean gzip;
    private final byte[] piece = new byte[PIECE_BYTES];
    private @Nullable GzipHead head;
    private @Nullable Inflater inflater;
    private int trailerLeft;
    private boolean between = true;

    Inflation(boolean gzip) {
        this.gzip = gzip;
    }

    void read(byte[] bytes, Sink sink) throws DataFormatException, AnswerException {
        int at = 0;
        while (at < bytes.length) {
            if (trailerLeft > 0) {
                int skipped = Math.min(trailerLeft, bytes.length - at);
                trailerLeft -= skipped;
                at += skipped;
            } else if (inflater == null) {
                at = begin(bytes, at);
            } else {
                at = inflate(inflater, bytes, at, sink);
            }
        }
    }

    /** @return where what begins goes on */
    private int begin(byte[] bytes, int at) throws DataFormatException {
        between = false;
        if (!gzip) {
            // The low half of a zlib header's first byte is 8, of which a raw stream would make a block that is padded.
            inflater = new Inflater((bytes[at] & 0x0f) != 8);
            return at;
        }
        if (head == null) {
            head = new GzipHead();
        }
        int from = at;
        while (from < bytes.length && !head.isOver()) {
            head.next(bytes[from++] & 0xff);
        }
        if (head.isOver()) {
            inflater = new Inflater(true);
            head = null;
        }
        return from;
    }

    private int inflate(Inflater current, byte[] bytes, int at, Sink sink) throws DataFormatException, AnswerException {
        current.setInput(bytes, at, bytes.length - at);
        while (true) {
            int length = current.inflate(piece);
            if (length > 0) {
                sink.piece(piece, length);
            } else if (current.finished()) {
                int rest = current.getRemaining();
                end(current);
                return bytes.length - rest;
            } else if (current.needsDictionary()) {
                throw new DataFormatException("a dictionary that nobody has");
            } else {
                return bytes.length;
            }
        }
    }

    private void end(Inflater current) {
        current.end();
        between = true;
        inflater = null;
        trailerLeft = gzip ? TRAILER_BYTES : 0;
    }

    /** Nothing may be read any more. */
    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
    }

    /** Whether nothing has come, or all that began has ended. */
    boolean isWhole() {
        return between;
    }
}
