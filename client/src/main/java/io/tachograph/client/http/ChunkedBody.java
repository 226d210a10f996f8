package io.tachograph.client.http;

/**
 * Takes the chunked coding of HTTP/1.1 off a body that may be cut anywhere: one piece of data after the other, in the
 * array in which it came. Nothing is kept of chunk extensions and trailers. Not thread-safe.
 */
final class ChunkedBody {
    private static final int MAX_SIZE_DIGITS = 15;
    private static final int MAX_SIZE_LINE_BYTES = 4096;

    private enum State {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_START,
        TRAILER,
        TRAILER_LF,
        LAST_LF,
        OVER,
        BROKEN
    }

    private final int maxTrailerBytes;
    private State state = State.OVER;
    /** Bytes of the line that gives the size, or of the trailers without the ends of their lines, so far. */
    private int seen;

    private long left;
    private int dataFrom;
    private int dataTo;

    ChunkedBody(int maxTrailerBytes) {
        this.maxTrailerBytes = maxTrailerBytes;
    }

    /** A body begins. */
    void begin() {
        state = State.SIZE;
        seen = 0;
        left = 0;
    }

    boolean over() {
        return state == State.OVER;
    }

    boolean broken() {
        return state == State.BROKEN;
    }

    /** Where the piece of data begins that {@link #next} found. */
    int dataFrom() {
        return dataFrom;
    }

    /** Where it ends; where it begins if there was none. */
    int dataTo() {
        return dataTo;
    }

    /**
     * Goes on to behind the next piece of data, to the end of the body, or to {@code end}.
     *
     * @return where to go on
     */
    int next(byte[] bytes, int from, int end) {
        int at = from;
        dataFrom = 0;
        dataTo = 0;
        while (at < end && state != State.OVER && state != State.BROKEN) {
            if (state == State.DATA) {
                int taken = (int) Math.min(left, end - at);
                left -= taken;
                state = left == 0 ? State.DATA_CR : State.DATA;
                dataFrom = at;
                dataTo = at + taken;
                return dataTo;
            }
            state = after(bytes[at++]);
        }
        return at;
    }

    private State after(byte b) {
        return switch (state) {
            case SIZE -> size(b);
            case EXTENSION -> b == '\r' ? State.SIZE_LF : within(MAX_SIZE_LINE_BYTES, b, State.EXTENSION);
            case SIZE_LF -> {
                seen = 0;
                yield b != '\n' ? State.BROKEN : left == 0 ? State.TRAILER_START : State.DATA;
            }
            case DATA_CR -> b == '\r' ? State.DATA_LF : State.BROKEN;
            case DATA_LF -> b == '\n' ? State.SIZE : State.BROKEN;
            case TRAILER_START -> b == '\r' ? State.LAST_LF : within(maxTrailerBytes, b, State.TRAILER);
            case TRAILER -> b == '\r' ? State.TRAILER_LF : within(maxTrailerBytes, b, State.TRAILER);
            case TRAILER_LF -> b == '\n' ? State.TRAILER_START : State.BROKEN;
            case LAST_LF -> b == '\n' ? State.OVER : State.BROKEN;
            case DATA, OVER, BROKEN -> state;
        };
    }

    private State size(byte b) {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            left = (left << 4) | digit;
            return ++seen > MAX_SIZE_DIGITS ? State.BROKEN : State.SIZE;
        }
        if (seen == 0) {
            return State.BROKEN;
        }
        // Some servers pad the size with blanks.
        return b == '\r' ? State.SIZE_LF : b == ';' || b == ' ' || b == '\t' ? State.EXTENSION : State.BROKEN;
    }

    /** A line that goes on. One that ends without CR is refused, as in heads. */
    private State within(int limit, byte b, State line) {
        return b == '\n' || ++seen > limit ? State.BROKEN : line;
    }
}
