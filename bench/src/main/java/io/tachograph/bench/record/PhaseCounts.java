package io.tachograph.bench.record;

import io.tachograph.bench.result.Counts;
import io.tachograph.client.load.LoadCounters;
import io.tachograph.schemas.avro.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts every arrival by its phase and what became of it. Not thread-safe. */
final class PhaseCounts {
    private final long[][] outcomes = new long[Phase.values().length][Outcome.values().length];
    private final long[] overLimit = new long[Phase.values().length];
    private long measuredWithoutTiming;

    /** A request that was counted as OK has no timing. */
    void noTiming(Phase phase) {
        measuredWithoutTiming += phase == Phase.MEASURED ? 1 : 0;
    }

    void add(Phase phase, Outcome outcome) {
        outcomes[phase.ordinal()][outcome.ordinal()]++;
    }

    void overLimit(Phase phase) {
        overLimit[phase.ordinal()]++;
    }

    long ended(Phase phase) {
        long sum = 0;
        for (long count : outcomes[phase.ordinal()]) {
            sum += count;
        }
        return sum;
    }

    long ended() {
        return ended(Phase.WARMUP) + ended(Phase.MEASURED) + ended(Phase.COOLDOWN);
    }

    long of(Phase phase, Outcome outcome) {
        return outcomes[phase.ordinal()][outcome.ordinal()];
    }

    /** @param brokenOff conversations that lost further turns */
    Counts measured(long brokenOff) {
        Map<String, Long> occurred = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            long count = of(Phase.MEASURED, outcome);
            if (count > 0) {
                occurred.put(outcome.name(), count);
            }
        }
        long ended = ended(Phase.MEASURED);
        long ok = of(Phase.MEASURED, Outcome.OK);
        long cancelled = of(Phase.MEASURED, Outcome.CANCELLED);
        long over = overLimit[Phase.MEASURED.ordinal()];
        return new Counts(
                over + ended,
                over,
                ok,
                measuredWithoutTiming,
                ended - ok - cancelled,
                cancelled,
                occurred,
                ended(Phase.WARMUP) + overLimit[Phase.WARMUP.ordinal()],
                ended(Phase.COOLDOWN) + overLimit[Phase.COOLDOWN.ordinal()],
                brokenOff);
    }

    /**
     * Every arrival that the generator counted is counted here, and nothing else.
     *
     * @throws IllegalStateException when not
     */
    void checkAgainst(LoadCounters counters) {
        long ok = sum(Outcome.OK);
        long cancelled = sum(Outcome.CANCELLED);
        long failed = ended() - ok - cancelled;
        long over = overLimit[0] + overLimit[1] + overLimit[2];
        // One that is still outstanding may have been heard of already.
        long known = counters.overLimit() + counters.finished();
        boolean whole = counters.outstanding() == 0
                ? ok == counters.ok()
                        && failed == counters.failed()
                        && cancelled == counters.cancelled()
                        && over == counters.overLimit()
                        && over + ended() == counters.arrived()
                : over + ended() >= known && over + ended() <= known + counters.outstanding();
        if (!whole) {
            throw new IllegalStateException("the recorder heard of " + ok + " ok, " + failed + " failed, " + cancelled
                    + " cancelled and " + over + " over the limit, but the generator counted " + counters);
        }
    }

    private long sum(Outcome outcome) {
        return of(Phase.WARMUP, outcome) + of(Phase.MEASURED, outcome) + of(Phase.COOLDOWN, outcome);
    }
}
