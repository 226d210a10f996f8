package io.tachograph.collectors.source.otlp;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What came and what became of it: spans = records + other + invalid. What is refused as a whole counts as a request, for
 * nobody has looked at its spans. Thread-safe.
 */
final class ReceiverTally {
    private final LongAdder timings = new LongAdder();
    private final LongAdder others = new LongAdder();
    private final LongAdder invalid = new LongAdder();
    private final LongAdder stamps = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);

    ReceiverTally() {
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, new LongAdder());
        }
    }

    void taken(TracedBatch batch) {
        timings.add(batch.timings().size());
        others.add(batch.others());
        invalid.add(batch.invalid());
        stamps.add(batch.impossibleStamps());
    }

    void refused(Refusal refusal) {
        LongAdder count = refusals.get(refusal);
        if (count != null) {
            count.increment();
        }
    }

    void connectionRefused() {
        connections.increment();
    }

    /** What became no record, by reason; zeros too, so that rates are known from the first on. */
    Map<String, Long> leftOut() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("span_other", others.sum());
        counts.put("span_invalid", invalid.sum());
        counts.put("stamp_impossible", stamps.sum());
        counts.put("connection_too_many", connections.sum());
        refusals.forEach((refusal, count) -> counts.put(refusal.key(), count.sum()));
        return counts;
    }

    @Override
    public String toString() {
        long refused = refusals.values().stream().mapToLong(LongAdder::sum).sum();
        return timings.sum() + " calls of models, " + others.sum() + " other spans, " + invalid.sum()
                + " invalid ones, " + refused + " requests refused";
    }
}
