package io.tachograph.store.postgres;

import io.tachograph.store.GpuAssignmentRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Upserts assignments of GPUs to targets. */
final class UpsertGpuAssignments {
    private static final Columns<GpuAssignmentRow> COLUMNS = new Columns<GpuAssignmentRow>()
            .add("gpu", Types.VARCHAR, GpuAssignmentRow::gpu)
            .add("target", Types.VARCHAR, GpuAssignmentRow::target)
            .add("valid_from", Types.TIMESTAMP_WITH_TIMEZONE, row -> utc(row.validFrom()))
            .add("valid_to", Types.TIMESTAMP_WITH_TIMEZONE, row -> utc(row.validTo()))
            .add("asserted_at", Types.TIMESTAMP_WITH_TIMEZONE, row -> utc(row.assertedAt()))
            .add("source", Types.VARCHAR, GpuAssignmentRow::source)
            .add("reason", Types.VARCHAR, GpuAssignmentRow::reason)
            .add("expires_at", Types.TIMESTAMP_WITH_TIMEZONE, row -> utc(row.expiresAt()));

    private static final String SQL = COLUMNS.upsert(
            "gpu_assignment", List.of("gpu", "target", "valid_from"), "excluded.asserted_at >= t.asserted_at");

    private UpsertGpuAssignments() {}

    static void execute(Connection transaction, Collection<GpuAssignmentRow> rows) throws SQLException {
        // In the order of keys, so that two writers cannot wait for each other.
        SortedMap<String, GpuAssignmentRow> newest = new TreeMap<>();
        for (GpuAssignmentRow row : rows) {
            newest.merge(
                    row.gpu() + '\0' + row.target() + '\0' + row.validFrom(),
                    row,
                    (a, b) -> b.assertedAt().isBefore(a.assertedAt()) ? a : b);
        }
        try (PreparedStatement upsert = transaction.prepareStatement(SQL)) {
            for (GpuAssignmentRow row : newest.values()) {
                COLUMNS.bind(upsert, row);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
