package io.tachograph.jobs.source;

import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.request.RequestSampleFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link SourceEvent} is written where the source is not chained to what follows it. */
public final class SourceEventFormat implements BinaryFormat<SourceEvent> {
    private static final long serialVersionUID = 1L;

    private final RequestSampleFormat samples = new RequestSampleFormat();
    private final DeadLetterFormat deadLetters = new DeadLetterFormat();

    @Override
    public Class<SourceEvent> type() {
        return SourceEvent.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(SourceEvent event, DataOutput out) throws IOException {
        out.writeLong(event.clockMillis());
        out.writeBoolean(event.sample() != null);
        if (event.sample() != null) {
            samples.write(event.sample(), out);
        }
        out.writeBoolean(event.deadLetter() != null);
        if (event.deadLetter() != null) {
            deadLetters.write(event.deadLetter(), out);
        }
    }

    @Override
    public SourceEvent read(int version, DataInput in) throws IOException {
        return new SourceEvent(
                in.readLong(),
                in.readBoolean() ? samples.read(samples.version(), in) : null,
                in.readBoolean() ? deadLetters.read(deadLetters.version(), in) : null);
    }

    @Override
    public SourceEvent copy(SourceEvent event) {
        return event;
    }

    @Override
    public BinaryFormat<SourceEvent> duplicate() {
        return new SourceEventFormat();
    }
}
