package io.tachograph.jobs.source;

import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.EmittedWindowFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link WindowEvent} is written where the source is not chained to what follows it. Never kept in state. */
public final class WindowEventFormat implements BinaryFormat<WindowEvent> {
    private static final long serialVersionUID = 1L;

    private final EmittedWindowFormat windows = new EmittedWindowFormat();
    private final DeadLetterFormat deadLetters = new DeadLetterFormat();

    @Override
    public Class<WindowEvent> type() {
        return WindowEvent.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(WindowEvent event, DataOutput out) throws IOException {
        out.writeLong(event.clockMillis());
        out.writeBoolean(event.window() != null);
        if (event.window() != null) {
            windows.write(event.window(), out);
        }
        out.writeBoolean(event.deadLetter() != null);
        if (event.deadLetter() != null) {
            deadLetters.write(event.deadLetter(), out);
        }
    }

    @Override
    public WindowEvent read(int version, DataInput in) throws IOException {
        return new WindowEvent(
                in.readLong(),
                in.readBoolean() ? windows.read(windows.version(), in) : null,
                in.readBoolean() ? deadLetters.read(deadLetters.version(), in) : null);
    }

    @Override
    public WindowEvent copy(WindowEvent event) {
        return event;
    }
}
