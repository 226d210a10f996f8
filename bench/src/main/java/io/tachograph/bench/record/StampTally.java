package io.tachograph.bench.record;

import io.tachograph.bench.result.Stamps;
import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;

/** Counts where the stamps of successful requests come from. Not thread-safe. */
final class StampTally {
    private long kernel;
    private long read;
    private long shared;
    private long chunkGaps;

    void add(RequestTiming record) {
        if (record.getStampSource() == StampSource.KERNEL) {
            kernel++;
        } else {
            read++;
        }
        Histogram gaps = record.getChunkGaps();
        if (gaps != null && record.getStreamed()) {
            shared += gaps.getZeroCount();
            chunkGaps += gaps.getCount();
        }
    }

    Stamps total() {
        return Stamps.of(kernel, read, shared, chunkGaps);
    }
}
