package io.tachograph.collectors.target;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events from bytes that may be cut anywhere. Lines end with LF, CR LF or CR; comments and unknown fields
 * are skipped; an event that the end of the stream cuts is none.
 *
 * <p>An event's stamp is that of the first byte of its first field, its name or data. Not thread-safe.
 */
final class SseParser implements FrameParser, LineSplitter.Lines {
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] NOTHING = {};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

    private final Sink sink;
    private final int maxEventBytes;
    private final LineSplitter lines;
    /** The event's data: within the bytes of this read, or copied into {@link #kept}. */
    private byte[] data = NOTHING;

    private int dataFrom;
    private int dataLength = -1;
    private byte[] kept = NOTHING;
    private @Nullable String name;
    private String lastName = "";
    private long eventNanos;
    private boolean begun;
    private boolean firstLine = true;

    SseParser(Sink sink, int maxEventBytes) {
        this.sink = sink;
        this.maxEventBytes = maxEventBytes;
        this.lines = new LineSplitter(this, "an event", maxEventBytes, '\n');
    }

    @Override
    public void read(ByteBuf bytes, long nanos) throws AnswerException {
        lines.read(bytes, nanos);
    }

    @Override
    public void end() {}

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
            begins(nanos);
            addToData(line, value, to - value);
        } else if (Arrays.equals(line, from, colon, EVENT, 0, EVENT.length)) {
            begins(nanos);
            name = nameIn(line, value, to - value);
        }
    }

    private void begins(long nanos) {
        if (!begun) {
            begun = true;
            eventNanos = nanos;
        }
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

    /** An event's only line of data, which is the rule, is not copied. */
    private void addToData(byte[] line, int from, int length) throws AnswerException {
        if (dataLength < 0) {
            data = line;
            dataFrom = from;
            dataLength = length;
            return;
        }
        int start = dataLength + 1;
        if (start + length > maxEventBytes) {
            throw lines.tooLong();
        }
        keep(start + length);
        kept[start - 1] = '\n';
        System.arraycopy(line, from, kept, start, length);
        dataLength = start + length;
    }

    @Override
    public void readEnds() {
        if (dataLength > 0) {
            keep(dataLength);
        }
    }

    /** Copies the data, unless that has happened, to where there is room for so many bytes. */
    private void keep(int room) {
        if (room > kept.length) {
            byte[] wider = new byte[Math.max(Math.max(room, 512), 2 * kept.length)];
            System.arraycopy(data, dataFrom, wider, 0, dataLength);
            kept = wider;
        } else if (data != kept) {
            System.arraycopy(data, dataFrom, kept, 0, dataLength);
        }
        data = kept;
        dataFrom = 0;
    }

    private void dispatch() throws AnswerException {
        int length = dataLength;
        String named = name;
        dataLength = -1;
        name = null;
        begun = false;
        if (length >= 0) {
            sink.frame(named, data, dataFrom, length, eventNanos);
        }
    }
}
