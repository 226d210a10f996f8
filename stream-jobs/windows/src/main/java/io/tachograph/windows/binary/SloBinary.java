package io.tachograph.windows.binary;

import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloTotals;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** An SLO and its counts, as part of {@link TotalsBinary}. */
final class SloBinary {
    private SloBinary() {}

    static void write(SloDefinition slo, SloTotals totals, DataOutput out) throws IOException {
        out.writeUTF(slo.name());
        out.writeLong(slo.ttftNanos());
        out.writeLong(slo.tpotNanos());
        out.writeLong(slo.e2eNanos());
        out.writeLong(totals.eligible());
        out.writeLong(totals.met());
        out.writeLong(totals.ttftMet());
        out.writeLong(totals.tpotMet());
        out.writeLong(totals.e2eMet());
    }

    static SloDefinition readDefinition(DataInput in) throws IOException {
        return new SloDefinition(in.readUTF(), in.readLong(), in.readLong(), in.readLong());
    }

    static SloTotals readTotals(DataInput in) throws IOException {
        return new SloTotals(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
}
