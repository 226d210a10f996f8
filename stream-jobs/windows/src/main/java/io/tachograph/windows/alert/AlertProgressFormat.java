package io.tachograph.windows.alert;

import io.tachograph.store.AlertRow;
import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How an {@link AlertProgress} is kept. */
public final class AlertProgressFormat implements BinaryFormat<AlertProgress> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<AlertProgress> type() {
        return AlertProgress.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(AlertProgress progress, DataOutput out) throws IOException {
        out.writeUTF(progress.state().name());
        out.writeLong(progress.sinceMillis());
        out.writeLong(progress.resolvedMillis());
        out.writeLong(progress.emittedMillis());
    }

    @Override
    public AlertProgress read(int version, DataInput in) throws IOException {
        return new AlertProgress(AlertRow.State.valueOf(in.readUTF()), in.readLong(), in.readLong(), in.readLong());
    }

    @Override
    public AlertProgress copy(AlertProgress progress) {
        return progress;
    }
}
