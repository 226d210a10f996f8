package io.tachograph.bench.record;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;

/**
 * The last seconds of a run, by the caller's clock; what comes before the start belongs to a negative second.
 * Not thread-safe: it hands out immutable pictures.
 */
final class LiveWindow {
    private static final int SECONDS = 5;
    private static final long SECOND = 1_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE;

    private static final class Slot {
        private long second = NEVER;
        private long ended;
        private long tokens;
        private LatencyHistogram ttft = new LatencyHistogram();
    }

    /** One more than are shown, for the second that is not over. */
    private final Slot[] slots = new Slot[SECONDS + 1];

    private long finished;
    private long ok;
    private long failed;

    LiveWindow() {
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot();
        }
    }

    /** @param nowNanos from the start of the run */
    void add(RequestView request, long nowNanos) {
        Slot slot = slotAt(Math.floorDiv(nowNanos, SECOND));
        slot.ended++;
        finished++;
        if (request.isOk()) {
            ok++;
            slot.tokens += request.outputTokens();
            long ttft = request.nanos(LatencyMetric.TTFT);
            if (ttft >= 0) {
                slot.ttft.record(ttft);
            }
        } else if (!request.isCancelled()) {
            failed++;
        }
    }

    void unsent(long nowNanos) {
        slotAt(Math.floorDiv(nowNanos, SECOND)).ended++;
        finished++;
        failed++;
    }

    private Slot slotAt(long second) {
        Slot slot = slots[Math.floorMod(second, slots.length)];
        if (slot.second != second) {
            slot.second = second;
            slot.ended = 0;
            slot.tokens = 0;
            slot.ttft = new LatencyHistogram();
        }
        return slot;
    }

    Live picture(long nowNanos) {
        long now = Math.floorDiv(nowNanos, SECOND);
        long ended = 0;
        long tokens = 0;
        LatencyHistogram ttft = new LatencyHistogram();
        for (Slot slot : slots) {
            if (slot.second > now - slots.length) {
                ended += slot.ended;
                tokens += slot.tokens;
                ttft.merge(slot.ttft);
            }
        }
        // Five whole seconds and the part of the one that is going on; less than that at the beginning.
        double span = Math.max(1, Math.min(nowNanos / 1e9, SECONDS + Math.floorMod(nowNanos, SECOND) / 1e9));
        boolean none = ttft.count() == 0;
        return new Live(
                finished,
                ok,
                failed,
                0,
                0,
                ended / span,
                tokens / span,
                none ? null : ttft.quantileNanos(0.5) / 1e9,
                none ? null : ttft.quantileNanos(0.99) / 1e9);
    }
}
