package io.tachograph.windows.engine;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How an {@link EngineReading} is written. */
public final class EngineReadingFormat implements BinaryFormat<EngineReading> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<EngineReading> type() {
        return EngineReading.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(EngineReading reading, DataOutput out) throws IOException {
        out.writeUTF(reading.series());
        out.writeUTF(reading.engine());
        out.writeUTF(reading.engineVersion());
        out.writeLong(reading.atMicros());
        write(reading.gauges(), out);
        write(reading.counters(), out);
        out.writeByte(reading.histograms().size());
        for (Map.Entry<String, EngineBuckets> histogram : reading.histograms().entrySet()) {
            out.writeUTF(histogram.getKey());
            histogram.getValue().writeTo(out);
        }
        out.writeInt(reading.partition());
        out.writeLong(reading.offset());
    }

    @Override
    public EngineReading read(int version, DataInput in) throws IOException {
        return new EngineReading(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readLong(),
                read(in, EngineGauge.values().length),
                read(in, EngineCounter.values().length),
                readHistograms(in),
                in.readInt(),
                in.readLong());
    }

    private static void write(double[] values, DataOutput out) throws IOException {
        out.writeByte(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    /** Values are only ever added at the end, so fewer may have been written than there are now. */
    private static double[] read(DataInput in, int wanted) throws IOException {
        double[] values = new double[wanted];
        Arrays.fill(values, Double.NaN);
        int written = in.readByte();
        for (int i = 0; i < written; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    private static SortedMap<String, EngineBuckets> readHistograms(DataInput in) throws IOException {
        SortedMap<String, EngineBuckets> histograms = new TreeMap<>();
        for (int left = in.readByte(); left > 0; left--) {
            histograms.put(in.readUTF(), EngineBuckets.readFrom(in));
        }
        return histograms;
    }

    @Override
    public EngineReading copy(EngineReading reading) {
        return reading;
    }
}
