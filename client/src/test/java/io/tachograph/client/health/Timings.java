package io.tachograph.client.health;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestId;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import io.tachograph.schemas.histogram.LatencyHistogram;

/** Records as the load generator makes them. */
final class Timings {
    private Timings() {}

    /** A streamed success with 20 chunks, all gaps alike. */
    static RequestTiming streamed(long lagNanos, long ttftNanos, long gapNanos) {
        return streamed(Outcome.OK, lagNanos, ttftNanos, gapNanos);
    }

    /** The same with so many chunks more, each of which shares the stamp of the one before. */
    static RequestTiming kernelStamped(long ttftNanos, long gapNanos, int shared) {
        RequestTiming timing = streamed(0, ttftNanos, gapNanos);
        LatencyHistogram gaps = new LatencyHistogram();
        for (int i = 0; i < 19; i++) {
            gaps.record(i < shared ? 0 : gapNanos);
        }
        timing.put("chunk_gaps", gaps.toWire());
        timing.put("stamp_source", StampSource.KERNEL);
        return timing;
    }

    private static RequestTiming streamed(Outcome outcome, long lagNanos, long ttftNanos, long gapNanos) {
        LatencyHistogram gaps = new LatencyHistogram();
        for (int i = 0; i < 19; i++) {
            gaps.record(gapNanos);
        }
        return RequestTiming.newBuilder()
                .setRequestId(new RequestId(new byte[16]))
                .setTarget("t")
                .setCluster("c")
                .setFramework("f")
                .setModel("m")
                .setApi("openai-chat")
                .setOrigin(Origin.values()[0])
                .setAgent("a")
                .setStreamed(true)
                .setSentAtMicros(0)
                .setScheduledNanos(-lagNanos)
                .setFirstTokenNanos(ttftNanos)
                .setLastTokenNanos(ttftNanos + 19 * gapNanos)
                .setClosedNanos(ttftNanos + 19 * gapNanos)
                .setChunkGaps(gaps.toWire())
                .setTokenSource(TokenSource.NONE)
                .setStampSource(StampSource.READ)
                .setOutcome(outcome)
                .build();
    }

    static RequestTiming failed(long lagNanos) {
        return streamed(Outcome.STREAM_ERROR, lagNanos, 1, 1);
    }
}
