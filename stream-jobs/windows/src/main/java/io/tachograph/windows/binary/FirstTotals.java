package io.tachograph.windows.binary;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.windows.RequestTotals;
import java.io.DataInput;
import java.io.IOException;

/** Reads totals as version 1 wrote them: numbers of fixed length, no SLO counts. */
final class FirstTotals {
    private FirstTotals() {}

    static RequestTotals read(DataInput in) throws IOException {
        RequestTotals totals = new RequestTotals();
        totals.cover(in.readLong(), in.readLong());
        long requests = in.readLong();
        long duplicates = in.readLong();
        long input = in.readLong();
        long cachedInput = in.readLong();
        long output = in.readLong();
        long[] outcomes = new long[Outcome.values().length];
        int writtenOutcomes = in.readByte();
        for (int i = 0; i < writtenOutcomes; i++) {
            outcomes[i] = in.readLong();
        }
        totals.addCounts(requests, duplicates, input, cachedInput, output, outcomes);
        int writtenMetrics = in.readByte();
        for (int i = 0; i < writtenMetrics; i++) {
            if (in.readBoolean()) {
                totals.record(LatencyMetric.WINDOWED.get(i), TotalsBinary.readHistogram(in));
            }
        }
        return totals;
    }
}
