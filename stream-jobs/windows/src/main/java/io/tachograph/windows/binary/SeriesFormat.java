package io.tachograph.windows.binary;

import io.tachograph.store.Series;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link Series} is kept. */
public final class SeriesFormat implements BinaryFormat<Series> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<Series> type() {
        return Series.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Series series, DataOutput out) throws IOException {
        TotalsBinary.writeSeries(series, out);
    }

    @Override
    public Series read(int version, DataInput in) throws IOException {
        return TotalsBinary.readSeries(in);
    }

    @Override
    public Series copy(Series series) {
        return series;
    }
}
