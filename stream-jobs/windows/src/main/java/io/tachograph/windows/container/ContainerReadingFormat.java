package io.tachograph.windows.container;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** How a {@link ContainerReading} is written. */
public final class ContainerReadingFormat implements BinaryFormat<ContainerReading> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<ContainerReading> type() {
        return ContainerReading.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ContainerReading reading, DataOutput out) throws IOException {
        out.writeUTF(reading.series());
        out.writeUTF(reading.name());
        out.writeUTF(reading.node());
        out.writeUTF(reading.image());
        out.writeUTF(reading.imageId());
        out.writeUTF(reading.target() == null ? "" : reading.target());
        out.writeLong(reading.atMicros());
        out.writeLong(reading.startedAtMicros());
        out.writeDouble(reading.cpuLimitCores());
        out.writeDouble(reading.memoryLimitBytes());
        out.writeDouble(reading.memoryUsedBytes());
        out.writeDouble(reading.pids());
        out.writeByte(reading.counters().length);
        for (long counter : reading.counters()) {
            out.writeLong(counter);
        }
        out.writeInt(reading.partition());
        out.writeLong(reading.offset());
    }

    @Override
    public ContainerReading read(int version, DataInput in) throws IOException {
        String series = in.readUTF();
        String name = in.readUTF();
        String node = in.readUTF();
        String image = in.readUTF();
        String imageId = in.readUTF();
        String target = in.readUTF();
        return new ContainerReading(
                series,
                name,
                node,
                image,
                imageId,
                target.isEmpty() ? null : target,
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                readCounters(in),
                in.readInt(),
                in.readLong());
    }

    /** Counters are only ever added at the end, so fewer may have been written than there are now. */
    private static long[] readCounters(DataInput in) throws IOException {
        long[] counters = new long[ContainerCounter.values().length];
        Arrays.fill(counters, ContainerReading.ABSENT);
        int written = in.readByte();
        for (int i = 0; i < written; i++) {
            counters[i] = in.readLong();
        }
        return counters;
    }

    @Override
    public ContainerReading copy(ContainerReading reading) {
        return reading;
    }
}
