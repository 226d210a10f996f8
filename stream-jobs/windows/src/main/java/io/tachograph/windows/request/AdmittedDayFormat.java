package io.tachograph.windows.request;

import io.tachograph.windows.KeyedSeries;
import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How an {@link AdmittedDay} is kept in a checkpoint: the keys of its series, some 100 bytes each. */
public final class AdmittedDayFormat implements BinaryFormat<AdmittedDay> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<AdmittedDay> type() {
        return AdmittedDay.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(AdmittedDay admitted, DataOutput out) throws IOException {
        out.writeLong(admitted.day());
        out.writeInt(admitted.series().size());
        for (KeyedSeries series : admitted.series()) {
            out.writeInt(series.keyBytes().length);
            out.write(series.keyBytes());
        }
    }

    @Override
    public AdmittedDay read(int version, DataInput in) throws IOException {
        long day = in.readLong();
        int size = in.readInt();
        List<KeyedSeries> series = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            byte[] key = new byte[in.readInt()];
            in.readFully(key);
            series.add(KeyedSeries.ofBytes(key));
        }
        return new AdmittedDay(day, series);
    }

    @Override
    public AdmittedDay copy(AdmittedDay admitted) {
        return admitted;
    }
}
