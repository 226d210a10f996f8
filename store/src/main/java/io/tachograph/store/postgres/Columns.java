package io.tachograph.store.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of a table and where a row has their values. Not to be changed once it is in use. */
final class Columns<R> {
    private record Column<R>(
            String name, String inserted, String updated, int sqlType, Function<R, @Nullable Object> value) {}

    private final List<Column<R>> columns = new ArrayList<>();

    Columns<R> add(String name, int sqlType, Function<R, @Nullable Object> value) {
        return add(name, "?", "excluded." + name, sqlType, value);
    }

    /**
     * A column that is not written as it is bound.
     *
     * @param inserted what is inserted, of the parameter {@code ?}
     * @param updated what a row that is there gets, of {@code excluded} and the row, {@code t}
     */
    Columns<R> add(String name, String inserted, String updated, int sqlType, Function<R, @Nullable Object> value) {
        columns.add(new Column<>(name, inserted, updated, sqlType, value));
        return this;
    }

    /**
     * A statement for one row that leaves a newer one in place.
     *
     * @param key columns of the primary key
     * @param newer whether the row, {@code excluded}, is not older than the one that is there, {@code t}
     */
    String upsert(String table, List<String> key, String newer) {
        return """
                INSERT INTO tachograph.%s AS t (%s) VALUES (%s)
                ON CONFLICT (%s) DO UPDATE SET %s
                WHERE %s
                """.formatted(
                        table,
                        joined(columns, Column::name),
                        joined(columns, Column::inserted),
                        String.join(", ", key),
                        joined(
                                columns.stream()
                                        .filter(column -> !key.contains(column.name()))
                                        .toList(),
                                column -> column.name() + " = " + column.updated()),
                        newer);
    }

    void bind(PreparedStatement statement, R row) throws SQLException {
        int index = 1;
        for (Column<R> column : columns) {
            Object value = column.value().apply(row);
            if (value == null) {
                statement.setNull(index, column.sqlType());
            } else {
                statement.setObject(index, value, column.sqlType());
            }
            index++;
        }
    }

    private static <R> String joined(List<Column<R>> columns, Function<Column<R>, String> part) {
        return columns.stream().map(part).collect(Collectors.joining(", "));
    }
}
