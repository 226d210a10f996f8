package io.tachograph.windows.binary;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.store.Series;
import io.tachograph.windows.LatencyMetric;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloTotals;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * The parts that several formats share: dimensions, totals, histograms. Their layout is part of those formats: all of
 * version 1 wrote totals without SLO counts, all of version 2 write them.
 */
public final class TotalsBinary {
    private TotalsBinary() {}

    public static void writeSeries(Series series, DataOutput out) throws IOException {
        out.writeUTF(series.target());
        out.writeUTF(series.cluster());
        out.writeUTF(series.framework());
        out.writeUTF(series.model());
        out.writeUTF(series.engineVersion());
        out.writeUTF(series.tenant());
        out.writeUTF(series.origin());
        out.writeUTF(series.promptBand());
        out.writeBoolean(series.streamed());
    }

    public static Series readSeries(DataInput in) throws IOException {
        return new Series(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readBoolean());
    }

    public static void write(RequestTotals totals, DataOutput out) throws IOException {
        out.writeLong(totals.spanFromMillis());
        out.writeLong(totals.spanToMillis());
        out.writeLong(totals.requests());
        out.writeLong(totals.duplicates());
        out.writeLong(totals.inputTokens());
        out.writeLong(totals.cachedInputTokens());
        out.writeLong(totals.outputTokens());
        out.writeByte(Outcome.values().length);
        for (Outcome outcome : Outcome.values()) {
            out.writeLong(totals.count(outcome));
        }
        out.writeByte(LatencyMetric.values().length);
        for (LatencyMetric metric : LatencyMetric.values()) {
            LatencyHistogram values = totals.latency(metric);
            out.writeBoolean(values != null);
            if (values != null) {
                write(values, out);
            }
        }
        out.writeShort(totals.slos().size());
        for (Map.Entry<SloDefinition, SloTotals> slo : totals.slos().entrySet()) {
            SloBinary.write(slo.getKey(), slo.getValue(), out);
        }
    }

    /** @param version version of the format that the totals are part of */
    public static RequestTotals read(int version, DataInput in) throws IOException {
        RequestTotals totals = new RequestTotals();
        totals.cover(in.readLong(), in.readLong());
        long requests = in.readLong();
        long duplicates = in.readLong();
        long input = in.readLong();
        long cachedInput = in.readLong();
        long output = in.readLong();
        // Outcomes and metrics are only ever added at the end, so fewer may have been written than there are now.
        long[] outcomes = new long[Outcome.values().length];
        int writtenOutcomes = in.readByte();
        for (int i = 0; i < writtenOutcomes; i++) {
            outcomes[i] = in.readLong();
        }
        totals.addCounts(requests, duplicates, input, cachedInput, output, outcomes);
        int writtenMetrics = in.readByte();
        for (int i = 0; i < writtenMetrics; i++) {
            if (in.readBoolean()) {
                totals.record(LatencyMetric.values()[i], readHistogram(in));
            }
        }
        int writtenSlos = version < 2 ? 0 : in.readShort();
        for (int i = 0; i < writtenSlos; i++) {
            totals.addSlo(SloBinary.readDefinition(in), SloBinary.readTotals(in));
        }
        return totals;
    }

    public static void write(LatencyHistogram values, DataOutput out) throws IOException {
        out.writeLong(values.sumNanos());
        out.writeLong(values.minNanos());
        out.writeLong(values.maxNanos());
        out.writeLong(values.zeroCount());
        int[] indexes = values.indexes();
        long[] counts = values.counts();
        out.writeShort(indexes.length);
        for (int i = 0; i < indexes.length; i++) {
            out.writeShort(indexes[i]);
            out.writeLong(counts[i]);
        }
    }

    public static LatencyHistogram readHistogram(DataInput in) throws IOException {
        long sum = in.readLong();
        long min = in.readLong();
        long max = in.readLong();
        long zeros = in.readLong();
        int[] indexes = new int[in.readShort()];
        long[] counts = new long[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = in.readShort();
            counts[i] = in.readLong();
        }
        return LatencyHistogram.of(sum, min, max, zeros, indexes, counts);
    }
}
