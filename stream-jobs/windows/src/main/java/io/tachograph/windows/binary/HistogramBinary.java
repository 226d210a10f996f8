package io.tachograph.windows.binary;

import io.tachograph.schemas.histogram.LatencyHistogram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A histogram as part of {@link TotalsBinary} since version 2: some three bytes a bucket. */
final class HistogramBinary {
    private HistogramBinary() {}

    static void write(LatencyHistogram values, DataOutput out) throws IOException {
        Varint.write(values.sumNanos(), out);
        Varint.write(values.minNanos(), out);
        Varint.write(values.maxNanos(), out);
        Varint.write(values.zeroCount(), out);
        int[] indexes = values.indexes();
        long[] counts = values.counts();
        Varint.write(indexes.length, out);
        int previous = 0;
        for (int i = 0; i < indexes.length; i++) {
            Varint.write(indexes[i] - previous, out);
            Varint.write(counts[i], out);
            previous = indexes[i];
        }
    }

    static LatencyHistogram read(DataInput in) throws IOException {
        long sum = Varint.read(in);
        long min = Varint.read(in);
        long max = Varint.read(in);
        long zeros = Varint.read(in);
        int[] indexes = new int[Varint.readSize(in)];
        long[] counts = new long[indexes.length];
        int previous = 0;
        for (int i = 0; i < indexes.length; i++) {
            previous += (int) Varint.read(in);
            indexes[i] = previous;
            counts[i] = Varint.read(in);
        }
        return LatencyHistogram.of(sum, min, max, zeros, indexes, counts);
    }
}
