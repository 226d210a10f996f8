package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Lines of JSON under the content type of one JSON object, which is what it is until a second line has begun. */
final class MislabeledLinesReader implements AnswerReader {
    private final AnswerReader lines;
    private final ErrorReader oneObject;
    private final AttemptMeasurements timer;
    private boolean lineEnded;
    private boolean several;

    MislabeledLinesReader(AnswerReader lines, ErrorReader oneObject, AttemptMeasurements timer) {
        this.lines = lines;
        this.oneObject = oneObject;
        this.timer = timer;
    }

    @Override
    public void read(ByteBuf bytes, long nanos) throws AnswerException {
        if (!several) {
            oneObject.read(bytes, nanos);
            several = bytes.forEachByte(this::isOfTheFirst) >= 0;
        }
        try {
            lines.read(bytes, nanos);
        } catch (AnswerException e) {
            throw timer.hasPart() ? e : oneObject.finding();
        }
    }

    private boolean isOfTheFirst(byte octet) {
        lineEnded |= octet == '\n' || octet == 0;
        return !lineEnded || octet <= ' ';
    }

    @Override
    public @Nullable ApiCall end() throws AnswerException {
        if (!several) {
            throw oneObject.finding();
        }
        return lines.end();
    }

    @Override
    public @Nullable String note() {
        return lines.note();
    }

    @Override
    public boolean isWhole() {
        return several && lines.isWhole();
    }
}
