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
    private record Column<R>(String name, int sqlType, Function<R, @Nullable Object> value) {}

    private final List<Column<R>> columns = new ArrayList<>();

    Columns<R> add(String name, int sqlType, Function<R, @Nullable Object> value) {
        columns.add(new Column<>(name, sqlType, value));
        return this;
    }

    /**
     * A statement for one row that leaves a newer one in place.
     *
     * @param key columns of the primary key
     * @param age columns by which the newer of two rows is known
     */
    String upsert(String table, List<String> key, List<String> age) {
        List<String> others = columns.stream()
                .map(Column::name)
                .filter(name -> !key.contains(name))
                .toList();
        return """
                INSERT INTO tachograph.%s AS t (%s) VALUES (%s)
                ON CONFLICT (%s) DO UPDATE SET (%s) = (%s)
                WHERE (%s) >= (%s)
                """.formatted(
                        table,
                        columns.stream().map(Column::name).collect(Collectors.joining(", ")),
                        columns.stream().map(column -> "?").collect(Collectors.joining(", ")),
                        String.join(", ", key),
                        String.join(", ", others),
                        prefixed("excluded.", others),
                        prefixed("excluded.", age),
                        prefixed("t.", age));
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

    private static String prefixed(String prefix, List<String> names) {
        return names.stream().map(name -> prefix + name).collect(Collectors.joining(", "));
    }
}
