package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events from bytes that may be cut anywhere. Lines end with LF, CR LF or CR; comments and the fields that
 * concern only who reconnects are skipped.
 *
 * <p>Where servers err, nothing is lost. A line that is no field of an event stream is a frame of its own, with those that
 * follow it: an object without {@code data:} before it, or whatever a server says as it dies. A field {@code error} is an
 * event of that name. An event without data is a frame if it has a name. Data that begins an object where the one before
 * has ended is another event, though no empty line parts them. The last event needs no empty line either: the body has
 * come to its end in good order, or else {@link #end} is not called.
 *
 * <p>An event's stamp is that of the first byte of its first field, its name or data. Not thread-safe.
 */
final class SseParser implements FrameParser, LineSplitter.Lines {
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] NOTHING = {};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] ERROR = {'e', 'r', 'r', 'o', 'r'};
    private static final byte[] ID = {'i', 'd'};
    private static final byte[] RETRY = {'r', 'e', 't', 'r', 'y'};

    private final Sink sink;
    private final LineSplitter lines;
    private final EventData data;
    private final EventData stray;
    private @Nullable String name;
    private String lastName = "";
    private long eventNanos;
    private boolean begun;
    private boolean firstLine = true;

    SseParser(Sink sink, int maxEventBytes) {
        this.sink = sink;
        this.lines = new LineSplitter(this, "an event", maxEventBytes, '\n');
        this.data = new EventData(maxEventBytes);
        this.stray = new EventData(maxEventBytes);
    }

    @Override
    public void read(ByteBuf bytes, long nanos) throws AnswerException {
        lines.read(bytes, nanos);
    }

    @Override
    public void end() throws AnswerException {
        lines.rest();
        dispatch();
    }

    @Override
    public void line(byte[] line, int start, int to, long nanos) throws AnswerException {
        int from = firstLine && startsWithByteOrderMark(line, start, to) ? start + 3 : start;
        firstLine = false;
        if (from == to) {
            dispatch();
            return;
        }
        int colon = from;
        while (colon < to && line[colon] != ':') {
            colon++;
        }
        int value = colon + 1 < to && line[colon + 1] == ' ' ? colon + 2 : Math.min(colon + 1, to);
        if (Arrays.equals(line, from, colon, DATA, 0, DATA.length)) {
            data(line, value, to, nanos);
        } else if (Arrays.equals(line, from, colon, EVENT, 0, EVENT.length)) {
            if (name != null) {
                dispatch();
            }
            begins(nanos);
            name = nameIn(line, value, to - value);
        } else if (colon == from || is(line, from, colon, ID) || is(line, from, colon, RETRY)) {
            return;
        } else if (is(line, from, colon, ERROR) && colon < to) {
            if (data.isThere() || stray.isThere()) {
                dispatch();
            }
            name = "error";
            data(line, value, to, nanos);
        } else {
            begins(nanos);
            stray.add(line, from, to - from, lines);
        }
    }

    private void begins(long nanos) {
        if (!begun) {
            begun = true;
            eventNanos = nanos;
        }
    }

    private void data(byte[] line, int from, int to, long nanos) throws AnswerException {
        if (stray.isThere() || (data.isThere() && data.endsObject() && beginsAnother(line, from, to))) {
            String named = name;
            dispatch();
            name = named;
        }
        begins(nanos);
        data.add(line, from, to - from, lines);
    }

    /** No JSON goes on so behind the end of an object. */
    private static boolean beginsAnother(byte[] line, int from, int to) {
        return from < to && (line[from] == '{' || line[from] == '[');
    }

    private static boolean is(byte[] line, int from, int to, byte[] field) {
        return Arrays.equals(line, from, to, field, 0, field.length);
    }

    private static boolean startsWithByteOrderMark(byte[] line, int from, int to) {
        return to - from >= 3
                && line[from] == (byte) 0xEF
                && line[from + 1] == (byte) 0xBB
                && line[from + 2] == (byte) 0xBF;
    }

    /** Most events of a stream have the same name, which need not be made again. */
    private String nameIn(byte[] line, int from, int length) {
        boolean same = length == lastName.length();
        for (int i = 0; same && i < length; i++) {
            same = line[from + i] == lastName.charAt(i);
        }
        if (!same) {
            lastName = new String(line, from, length, StandardCharsets.UTF_8);
        }
        return lastName;
    }

    @Override
    public void readEnds() {
        data.readEnds();
        stray.readEnds();
    }

    private void dispatch() throws AnswerException {
        String named = name;
        name = null;
        begun = false;
        if (data.isThere()) {
            data.hand(sink, named, eventNanos);
        } else if (named != null && !stray.isThere()) {
            sink.frame(named, NOTHING, 0, 0, eventNanos);
        }
        if (stray.isThere()) {
            stray.hand(sink, named, eventNanos);
        }
    }
}
