package io.tachograph.collectors.source.docker;

import java.io.IOException;
import java.io.InputStream;

/** The body of an answer of HTTP/1.1 without its framing. A body that ends too early is an error, not an end. */
final class HttpBody extends InputStream {
    static final long CHUNKED = -1;
    static final long UNTIL_CLOSED = -2;
    private static final int MOST_LINE_BYTES = 4096;

    private final InputStream in;
    private final long framing;
    private long left;
    private boolean begun;
    private boolean ended;

    /** @param framing number of bytes, {@link #CHUNKED} or {@link #UNTIL_CLOSED} */
    HttpBody(InputStream in, long framing) throws IOException {
        if (framing < UNTIL_CLOSED) {
            throw new BadAnswerException("the answer's Content-Length is beyond all measure");
        }
        this.in = in;
        this.framing = framing;
        left = framing == UNTIL_CLOSED ? Long.MAX_VALUE : Math.max(framing, 0);
        ended = framing == 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (framing == CHUNKED && left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int got = in.read(into, from, (int) Math.min(length, left));
        if (got < 0 && framing != UNTIL_CLOSED) {
            throw new BadAnswerException("the connection was closed amid the answer");
        }
        if (got >= 0 && framing != UNTIL_CLOSED) {
            left -= got;
            ended = left == 0 && framing != CHUNKED;
        }
        return got;
    }

    private void nextChunk() throws IOException {
        int[] most = {MOST_LINE_BYTES};
        if (begun) {
            String unused = DockerAnswer.line(in, most);
        }
        begun = true;
        String size = DockerAnswer.line(in, most);
        int extension = size.indexOf(';');
        try {
            left = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
        } catch (NumberFormatException e) {
            throw new BadAnswerException("a chunk's size is no number");
        }
        if (left < 0) {
            throw new BadAnswerException("a chunk's size is negative");
        }
        ended = left == 0;
    }
}
