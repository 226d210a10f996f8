package io.tachograph.store;

import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a source found of one thing, one thing that happened, or what a source says of one day or run.
 *
 * @param values by column, each a {@code String}, {@code Boolean}, {@code Integer}, {@code Long}, {@code Double},
 *     {@code Instant}, {@code byte[]}, list of texts, map of texts, or null; rows of one table have the same columns
 */
public record InventoryRow(InventoryTable table, SortedMap<String, @Nullable Object> values) {
    /** The column of when it was found. */
    public static final String ASSERTED_AT = "asserted_at";

    /** @throws IllegalArgumentException when a column of the key, or the time, has no value */
    public InventoryRow {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        for (String column : table.key()) {
            if (values.get(column) == null) {
                throw new IllegalArgumentException("a row of " + table.table() + " needs " + column);
            }
        }
        if (!(values.get(ASSERTED_AT) instanceof Instant)) {
            throw new IllegalArgumentException("a row of " + table.table() + " needs the time " + ASSERTED_AT);
        }
    }

    /** When it was found. */
    public Instant assertedAt() {
        return (Instant) Objects.requireNonNull(values.get(ASSERTED_AT));
    }
}
