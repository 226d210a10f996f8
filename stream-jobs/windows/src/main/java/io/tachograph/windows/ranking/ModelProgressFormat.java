package io.tachograph.windows.ranking;

import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How {@link ModelProgress} is kept in a checkpoint. */
public final class ModelProgressFormat implements BinaryFormat<ModelProgress> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<ModelProgress> type() {
        return ModelProgress.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ModelProgress progress, DataOutput out) throws IOException {
        TotalsBinary.writeSeries(progress.model(), out);
        out.writeLong(progress.settledUntilMillis());
    }

    @Override
    public ModelProgress read(int version, DataInput in) throws IOException {
        return new ModelProgress(TotalsBinary.readSeries(in), in.readLong());
    }

    @Override
    public ModelProgress copy(ModelProgress progress) {
        return progress;
    }
}
