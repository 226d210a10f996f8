package io.tachograph.windows.ranking;

import io.tachograph.store.Series;
import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.Nullables;
import io.tachograph.windows.binary.TotalsBinary;
import io.tachograph.windows.interval.Interval;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How {@link ModelEstimates} travel, and are kept until the next ones come. */
public final class ModelEstimatesFormat implements BinaryFormat<ModelEstimates> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<ModelEstimates> type() {
        return ModelEstimates.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ModelEstimates model, DataOutput out) throws IOException {
        TotalsBinary.writeSeries(model.model(), out);
        out.writeLong(model.windowMillis());
        out.writeLong(model.windowEndMillis());
        out.writeInt(model.estimates().size());
        for (RankingEstimate estimate : model.estimates()) {
            out.writeUTF(estimate.subject().metric().name());
            out.writeUTF(estimate.subject().statistic().name());
            Nullables.write(estimate.value(), out);
            Nullables.write(estimate.mean(), out);
            Interval interval = estimate.interval();
            out.writeBoolean(interval != null);
            if (interval != null) {
                out.writeDouble(interval.low());
                out.writeDouble(interval.high());
            }
            out.writeLong(estimate.sampleSize());
            out.writeInt(estimate.blocks());
            out.writeLong(estimate.chunkMillis());
            Nullables.write(estimate.errorRate(), out);
            out.writeBoolean(estimate.stale());
        }
    }

    @Override
    public ModelEstimates read(int version, DataInput in) throws IOException {
        Series model = TotalsBinary.readSeries(in);
        long window = in.readLong();
        long windowEnd = in.readLong();
        int size = in.readInt();
        List<RankingEstimate> estimates = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            RankingEstimate.Subject subject = new RankingEstimate.Subject(
                    RankingMetric.valueOf(in.readUTF()), RankingStatistic.valueOf(in.readUTF()), window);
            estimates.add(new RankingEstimate(
                    subject,
                    Nullables.read(in),
                    Nullables.read(in),
                    in.readBoolean() ? new Interval(in.readDouble(), in.readDouble()) : null,
                    in.readLong(),
                    in.readInt(),
                    in.readLong(),
                    Nullables.read(in),
                    in.readBoolean()));
        }
        return new ModelEstimates(model, window, windowEnd, estimates);
    }

    @Override
    public ModelEstimates copy(ModelEstimates model) {
        return model;
    }
}
