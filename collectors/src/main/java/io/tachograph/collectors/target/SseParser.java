package io.tachograph.collectors.target;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events from bytes that may be cut anywhere. Lines end with LF, CR LF or CR; comments and unknown fields
 * are skipped; an event that the end of the stream cuts is none.
 *
 * <p>An event's stamp is that of the read that brought the end of its last data line: the empty line that completes it
 * carries no information. Not thread-safe.
 */
final class SseParser {
    /** Takes one event. */
    interface Sink {
        /**
         * @param name the event's name, null when it has none
         * @param data holds its data, lines joined with LF, valid during the call
         */
        void event(@Nullable String name, byte[] data, int length, long nanos) throws AnswerException;
    }

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

    private final Sink sink;
    private final int maxEventBytes;
    private byte[] line = new byte[512];
    private int lineLength;
    private byte[] data = new byte[512];
    private int dataLength = -1;
    private @Nullable String name;
    private long dataNanos;
    private boolean afterCr;
    private boolean firstLine = true;

    SseParser(Sink sink, int maxEventBytes) {
        this.sink = sink;
        this.maxEventBytes = maxEventBytes;
    }

    void read(ByteBuf bytes, long nanos) throws AnswerException {
        int end = bytes.writerIndex();
        int start = bytes.readerIndex();
        for (int at = start; at < end; at++) {
            byte b = bytes.getByte(at);
            if (b == '\n' && afterCr) {
                start = at + 1;
            } else if (b == '\n' || b == '\r') {
                addToLine(bytes, start, at - start);
                endLine(nanos);
                start = at + 1;
            }
            afterCr = b == '\r';
        }
        addToLine(bytes, start, end - start);
    }

    private void addToLine(ByteBuf bytes, int from, int length) throws AnswerException {
        int needed = lineLength + length;
        if (needed + Math.max(0, dataLength) > maxEventBytes) {
            throw AnswerException.protocol("an event of the stream is longer than " + maxEventBytes + " bytes");
        }
        if (needed > line.length) {
            line = Arrays.copyOf(line, Math.max(needed, 2 * line.length));
        }
        bytes.getBytes(from, line, lineLength, length);
        lineLength = needed;
    }

    private void endLine(long nanos) throws AnswerException {
        int from = firstLine && startsWithByteOrderMark() ? 3 : 0;
        firstLine = false;
        int to = lineLength;
        lineLength = 0;
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
            addToData(value, to - value);
            dataNanos = nanos;
        } else if (Arrays.equals(line, from, colon, EVENT, 0, EVENT.length)) {
            name = new String(line, value, to - value, StandardCharsets.UTF_8);
        }
    }

    private boolean startsWithByteOrderMark() {
        return lineLength >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
    }

    private void addToData(int from, int length) {
        int start = dataLength < 0 ? 0 : dataLength + 1;
        if (start + length > data.length) {
            data = Arrays.copyOf(data, Math.max(start + length, 2 * data.length));
        }
        if (start > 0) {
            data[start - 1] = '\n';
        }
        System.arraycopy(line, from, data, start, length);
        dataLength = start + length;
    }

    private void dispatch() throws AnswerException {
        int length = dataLength;
        String named = name;
        dataLength = -1;
        name = null;
        if (length >= 0) {
            sink.event(named, data, length, dataNanos);
        }
    }
}
