package io.tachograph.windows.regression;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** How a {@link VersionBlock} is kept. */
public final class VersionBlockFormat implements BinaryFormat<VersionBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<VersionBlock> type() {
        return VersionBlock.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(VersionBlock block, DataOutput out) throws IOException {
        out.writeByte(ComparedMetric.values().length);
        for (ComparedMetric metric : ComparedMetric.values()) {
            LatencyHistogram values = block.latency(metric);
            out.writeBoolean(values != null);
            if (values != null) {
                TotalsBinary.write(values, out);
            }
        }
        out.writeInt(block.minutes().size());
        for (Map.Entry<String, Long> tenant : block.minutes().entrySet()) {
            out.writeUTF(tenant.getKey());
            out.writeLong(tenant.getValue());
        }
    }

    @Override
    public VersionBlock read(int version, DataInput in) throws IOException {
        LatencyHistogram[] latencies = new LatencyHistogram[ComparedMetric.values().length];
        int written = in.readByte();
        for (int i = 0; i < written; i++) {
            if (in.readBoolean()) {
                latencies[i] = TotalsBinary.readHistogram(in);
            }
        }
        Map<String, Long> minutes = new TreeMap<>();
        int tenants = in.readInt();
        for (int i = 0; i < tenants; i++) {
            minutes.put(in.readUTF(), in.readLong());
        }
        return new VersionBlock(latencies, minutes);
    }

    @Override
    public VersionBlock copy(VersionBlock block) {
        return block.copy();
    }
}
