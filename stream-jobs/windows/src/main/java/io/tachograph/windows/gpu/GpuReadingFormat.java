package io.tachograph.windows.gpu;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** How a {@link GpuReading} is written. */
public final class GpuReadingFormat implements BinaryFormat<GpuReading> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<GpuReading> type() {
        return GpuReading.class;
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(GpuReading reading, DataOutput out) throws IOException {
        out.writeUTF(reading.series());
        out.writeUTF(reading.node());
        out.writeUTF(reading.name());
        out.writeInt(reading.index());
        out.writeLong(reading.atMicros());
        out.writeLong(reading.energyMillijoules());
        out.writeLong(reading.memoryTotalBytes());
        out.writeByte(reading.gauges().length);
        for (double gauge : reading.gauges()) {
            out.writeDouble(gauge);
        }
        out.writeInt(reading.partition());
        out.writeLong(reading.offset());
        out.writeUTF(reading.source());
        out.writeUTF(reading.agent());
        out.writeUTF(reading.driverVersion());
    }

    @Override
    public GpuReading read(int version, DataInput in) throws IOException {
        String series = in.readUTF();
        String node = in.readUTF();
        String name = in.readUTF();
        int index = in.readInt();
        long atMicros = in.readLong();
        long energyMillijoules = in.readLong();
        long memoryTotalBytes = in.readLong();
        double[] gauges = readGauges(in);
        int partition = in.readInt();
        long offset = in.readLong();
        return new GpuReading(
                series,
                node,
                name,
                index,
                atMicros,
                energyMillijoules,
                memoryTotalBytes,
                gauges,
                version > 1 ? in.readUTF() : "",
                version > 1 ? in.readUTF() : "",
                version > 1 ? in.readUTF() : "",
                partition,
                offset);
    }

    /** Gauges are only ever added at the end, so fewer may have been written than there are now. */
    private static double[] readGauges(DataInput in) throws IOException {
        double[] gauges = new double[GpuGauge.values().length];
        Arrays.fill(gauges, Double.NaN);
        int written = in.readByte();
        for (int i = 0; i < written; i++) {
            gauges[i] = in.readDouble();
        }
        return gauges;
    }

    @Override
    public GpuReading copy(GpuReading reading) {
        return reading;
    }
}
