package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import io.tachograph.store.WindowStamp;
import java.sql.Types;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes windows of requests, each with its latencies and SLO counts. */
final class RequestWindowColumns {
    /**
     * A row whose series and SLOs have their ids.
     *
     * @param slos counts by SLO, as {@link CompositeArray} has them
     */
    record Identified(
            long seriesId,
            WindowStamp stamp,
            RequestWindowRow row,
            @Nullable String slos) {
        static Identified of(RequestWindowRow row, long seriesId, Map<StoredSlo, Long> sloIds) {
            Map<Long, StoredSloCounts> counts = new TreeMap<>();
            row.slos().forEach((slo, counted) -> counts.put(Objects.requireNonNull(sloIds.get(slo)), counted));
            CompositeArray slos = new CompositeArray();
            counts.forEach((id, counted) -> slos.value(
                    id, counted.eligible(), counted.met(), counted.ttftMet(), counted.tpotMet(), counted.e2eMet()));
            return new Identified(seriesId, row.stamp(), row, slos.orNull());
        }
    }

    private RequestWindowColumns() {}

    static WindowUpsert<Long, Identified> statements() {
        WindowUpsert<Long, Identified> upsert = new WindowUpsert<>(
                "request_window_", "series_id", Types.BIGINT, Identified::seriesId, "requests", Identified::stamp);
        for (String outcome : OutcomeColumns.COLUMNS) {
            upsert.column(outcome, Types.BIGINT, of -> of.row().outcomes().getOrDefault(outcome, 0L));
        }
        upsert.column("duplicates", Types.BIGINT, of -> of.row().duplicates())
                .column("input_tokens", Types.BIGINT, of -> of.row().inputTokens())
                .column("cached_input_tokens", Types.BIGINT, of -> of.row().cachedInputTokens())
                .column("output_tokens", Types.BIGINT, of -> of.row().outputTokens())
                .column("one_piece", Types.BIGINT, of -> of.row().onePiece())
                .column("kernel_stamped", Types.BIGINT, of -> of.row().kernelStamped())
                .column("slos", Types.OTHER, Identified::slos);
        LatencyColumns.add(upsert, of -> of.row().latencies());
        return upsert;
    }
}
