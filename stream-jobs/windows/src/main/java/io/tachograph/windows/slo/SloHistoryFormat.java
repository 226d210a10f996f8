package io.tachograph.windows.slo;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link SloHistory} is kept. */
public final class SloHistoryFormat implements BinaryFormat<SloHistory> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<SloHistory> type() {
        return SloHistory.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(SloHistory history, DataOutput out) throws IOException {
        out.writeLong(history.nextMinute());
        history.minutes().write(out);
        history.fives().write(out);
    }

    @Override
    public SloHistory read(int version, DataInput in) throws IOException {
        return new SloHistory(
                in.readLong(), CountRing.read(SloHistory.MINUTES, in), CountRing.read(SloHistory.FIVES, in));
    }

    @Override
    public SloHistory copy(SloHistory history) {
        return history.copy();
    }
}
