package io.tachograph.client.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * The lines of one event, joined by line feeds. The only line of an event, which is the rule, is not copied while the bytes
 * of its read last. Not thread-safe.
 */
final class EventData {
    private static final byte[] NOTHING = {};

    private final int maxBytes;
    /** Within the bytes of this read, or copied into {@link #kept}. */
    private byte[] bytes = NOTHING;

    private int from;
    private int length = -1;
    private byte[] kept = NOTHING;

    EventData(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    boolean isThere() {
        return length >= 0;
    }

    void add(byte[] line, int start, int lineLength, LineSplitter lines) throws AnswerException {
        if (length < 0) {
            bytes = line;
            from = start;
            length = lineLength;
            return;
        }
        int at = length + 1;
        if (at + lineLength > maxBytes) {
            throw lines.tooLong();
        }
        keep(at + lineLength);
        kept[at - 1] = '\n';
        System.arraycopy(line, start, kept, at, lineLength);
        length = at + lineLength;
    }

    /** Whether it looks like a whole object, or is {@code [DONE]}. */
    boolean endsObject() {
        int end = from + length - 1;
        while (end > from && (bytes[end] == ' ' || bytes[end] == '\t')) {
            end--;
        }
        return length > 1 && ((bytes[from] == '{' && bytes[end] == '}') || (bytes[from] == '[' && bytes[end] == ']'));
    }

    /** The lines of this read are about to be overwritten. */
    void readEnds() {
        if (length > 0) {
            keep(length);
        }
    }

    /** Copies the data, unless that has happened, to where there is room for so many bytes. */
    private void keep(int room) {
        if (room > kept.length) {
            byte[] wider = new byte[Math.max(Math.max(room, 512), 2 * kept.length)];
            System.arraycopy(bytes, from, wider, 0, length);
            kept = wider;
        } else if (bytes != kept) {
            System.arraycopy(bytes, from, kept, 0, length);
        }
        bytes = kept;
        from = 0;
    }

    /** Gives it away: from now on there is none. */
    void hand(FrameParser.Sink sink, @Nullable String name, long nanos) throws AnswerException {
        int handed = length;
        length = -1;
        sink.frame(name, bytes, from, handed, nanos);
    }
}
