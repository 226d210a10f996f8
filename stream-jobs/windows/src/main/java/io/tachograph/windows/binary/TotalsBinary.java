package io.tachograph.windows.binary;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloTotals;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * The parts that several formats share: dimensions, totals, histograms. Their layout is part of those formats: all that
 * hold totals wrote them in version 1 as {@link FirstTotals} reads them, in version 2 in a fifth of the bytes and with SLO
 * counts, in version 3 with answers in one piece, and write them in version 4 with those that the kernel stamped.
 */
public final class TotalsBinary {
    /** Version in which totals are written now. */
    public static final int VERSION = 4;

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
        Varint.write(totals.requests(), out);
        Varint.write(totals.duplicates(), out);
        Varint.write(totals.inputTokens(), out);
        Varint.write(totals.cachedInputTokens(), out);
        Varint.write(totals.outputTokens(), out);
        out.writeByte(Outcome.values().length);
        for (Outcome outcome : Outcome.values()) {
            Varint.write(totals.count(outcome), out);
        }
        out.writeByte(LatencyMetric.WINDOWED.size());
        for (LatencyMetric metric : LatencyMetric.WINDOWED) {
            LatencyHistogram values = totals.latency(metric);
            out.writeBoolean(values != null);
            if (values != null) {
                HistogramBinary.write(values, out);
            }
        }
        Varint.write(totals.slos().size(), out);
        for (Map.Entry<SloDefinition, SloTotals> slo : totals.slos().entrySet()) {
            SloBinary.write(slo.getKey(), slo.getValue(), out);
        }
        Varint.write(totals.onePiece(), out);
        Varint.write(totals.kernelStamped(), out);
    }

    /** @param version version of the format that the totals are part of */
    public static RequestTotals read(int version, DataInput in) throws IOException {
        if (version < 2) {
            return FirstTotals.read(in);
        }
        RequestTotals totals = new RequestTotals();
        totals.cover(in.readLong(), in.readLong());
        long requests = Varint.read(in);
        long duplicates = Varint.read(in);
        long input = Varint.read(in);
        long cachedInput = Varint.read(in);
        long output = Varint.read(in);
        // Outcomes and metrics are only ever added at the end, so fewer may have been written than there are now.
        long[] outcomes = new long[Outcome.values().length];
        int writtenOutcomes = in.readByte();
        for (int i = 0; i < writtenOutcomes; i++) {
            outcomes[i] = Varint.read(in);
        }
        totals.addCounts(requests, duplicates, input, cachedInput, output, outcomes);
        int writtenMetrics = in.readByte();
        for (int i = 0; i < writtenMetrics; i++) {
            if (in.readBoolean()) {
                totals.record(LatencyMetric.WINDOWED.get(i), HistogramBinary.read(in));
            }
        }
        int writtenSlos = Varint.readSize(in);
        for (int i = 0; i < writtenSlos; i++) {
            totals.addSlo(SloBinary.readDefinition(in), SloBinary.readTotals(in));
        }
        if (version >= 3) {
            totals.addOnePiece(Varint.read(in));
        }
        if (version >= 4) {
            totals.addKernelStamped(Varint.read(in));
        }
        return totals;
    }

    /** A histogram as samples carry it. */
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

    /** Reads what {@link #write(LatencyHistogram, DataOutput)} wrote. */
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
