package io.tachograph.windows.results;

import io.tachograph.schemas.avro.SloCount;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloTotals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SLO counts as they travel and as they are stored, and from the wire again. */
public final class SloCounts {
    private SloCounts() {}

    static List<SloCount> wire(RequestTotals totals) {
        return totals.slos().entrySet().stream()
                .map(slo -> wire(slo.getKey(), slo.getValue()))
                .toList();
    }

    private static SloCount wire(SloDefinition slo, SloTotals counts) {
        return new SloCount(
                slo.name(),
                orNull(slo.ttftNanos()),
                orNull(slo.tpotNanos()),
                orNull(slo.e2eNanos()),
                counts.eligible(),
                counts.met(),
                counts.ttftMet(),
                counts.tpotMet(),
                counts.e2eMet());
    }

    /**
     * The definition of a count on the wire.
     *
     * @throws IllegalArgumentException when it can be none
     */
    public static SloDefinition definitionOf(SloCount count) {
        return new SloDefinition(
                count.getName(), orAny(count.getTtftNanos()), orAny(count.getTpotNanos()), orAny(count.getE2eNanos()));
    }

    /** The counts of a count on the wire. */
    public static SloTotals totalsOf(SloCount count) {
        return new SloTotals(
                count.getEligible(), count.getMet(), count.getTtftMet(), count.getTpotMet(), count.getE2eMet());
    }

    static Map<StoredSlo, StoredSloCounts> rows(RequestTotals totals) {
        Map<StoredSlo, StoredSloCounts> rows = new HashMap<>();
        totals.slos()
                .forEach((slo, counts) -> rows.put(
                        new StoredSlo(
                                slo.name(),
                                seconds(slo.ttftNanos()),
                                seconds(slo.tpotNanos()),
                                seconds(slo.e2eNanos())),
                        new StoredSloCounts(
                                counts.eligible(),
                                counts.met(),
                                whereSet(slo.ttftNanos(), counts.ttftMet()),
                                whereSet(slo.tpotNanos(), counts.tpotMet()),
                                whereSet(slo.e2eNanos(), counts.e2eMet()))));
        return rows;
    }

    private static @Nullable Double seconds(long nanos) {
        return nanos == SloDefinition.ANY ? null : nanos / 1e9;
    }

    private static @Nullable Long whereSet(long threshold, long count) {
        return threshold == SloDefinition.ANY ? null : count;
    }

    private static @Nullable Long orNull(long nanos) {
        return nanos == SloDefinition.ANY ? null : nanos;
    }

    private static long orAny(@Nullable Long nanos) {
        return nanos == null ? SloDefinition.ANY : nanos;
    }
}
