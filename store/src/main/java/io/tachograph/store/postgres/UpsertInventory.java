package io.tachograph.store.postgres;

import io.tachograph.store.InventoryRow;
import io.tachograph.store.InventoryTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what was found where nothing later is known. A row names its columns, so a new one is a migration alone. */
final class UpsertInventory {
    private UpsertInventory() {}

    static void execute(Connection transaction, Collection<InventoryRow> rows) throws SQLException {
        for (SortedMap<String, InventoryRow> newest : newest(rows).values()) {
            try (PreparedStatement upsert =
                    transaction.prepareStatement(sql(newest.values().iterator().next()))) {
                for (InventoryRow row : newest.values()) {
                    int parameter = 1;
                    for (Object value : row.values().values()) {
                        bind(upsert, parameter++, value);
                    }
                    upsert.addBatch();
                }
                upsert.executeBatch();
            }
        }
    }

    /** One row for each key, in the order of keys, so that two writers cannot wait for each other. */
    private static Map<InventoryTable, SortedMap<String, InventoryRow>> newest(Collection<InventoryRow> rows) {
        Map<InventoryTable, SortedMap<String, InventoryRow>> newest = new EnumMap<>(InventoryTable.class);
        for (InventoryRow row : rows) {
            String key = row.table().key().stream()
                    .map(column -> String.valueOf(row.values().get(column)))
                    .collect(Collectors.joining("\0"));
            newest.computeIfAbsent(row.table(), table -> new TreeMap<>())
                    .merge(key, row, (a, b) -> b.assertedAt().isBefore(a.assertedAt()) ? a : b);
        }
        return newest;
    }

    private static String sql(InventoryRow row) {
        List<String> columns = List.copyOf(row.values().keySet());
        return """
                INSERT INTO tachograph.%s AS t (%s) VALUES (%s)
                ON CONFLICT (%s) DO UPDATE SET %s
                WHERE excluded.asserted_at >= t.asserted_at
                """.formatted(
                        row.table().table(),
                        String.join(", ", columns),
                        row.values().values().stream()
                                .map(value -> value instanceof Map ? "jsonb_object(?)" : "?")
                                .collect(Collectors.joining(", ")),
                        String.join(", ", row.table().key()),
                        columns.stream()
                                .filter(column -> !row.table().key().contains(column))
                                .map(column -> column + " = excluded." + column)
                                .collect(Collectors.joining(", ")));
    }

    private static void bind(PreparedStatement upsert, int parameter, @Nullable Object value) throws SQLException {
        if (value instanceof Instant time) {
            upsert.setObject(parameter, time.atOffset(ZoneOffset.UTC));
        } else if (value instanceof Map<?, ?> map) {
            upsert.setObject(
                    parameter,
                    map.entrySet().stream()
                            .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
                            .map(String::valueOf)
                            .toArray(String[]::new));
        } else if (value instanceof List<?> list) {
            upsert.setObject(parameter, list.stream().map(String::valueOf).toArray(String[]::new));
        } else if (value == null) {
            upsert.setNull(parameter, Types.NULL);
        } else {
            upsert.setObject(parameter, value);
        }
    }
}
