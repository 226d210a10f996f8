package io.tachograph.store.postgres;

import io.tachograph.store.Rows;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;

/**
 * A column of an answer.
 *
 * @param name as rows have it
 * @param index from 1
 * @param type as PostgreSQL calls it
 */
record SqlColumn(String name, int index, String type) {
    static List<SqlColumn> of(ResultSetMetaData metaData) throws SQLException {
        List<SqlColumn> columns = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String type = metaData.getColumnTypeName(i);
            String name = metaData.getColumnLabel(i);
            columns.add(new SqlColumn(type.equals("interval") ? name + "_seconds" : name, i, type));
        }
        return columns;
    }

    /** The value of this column in a row, in one of the types of {@link Rows}. */
    @Nullable
    Object value(ResultSet row) throws SQLException {
        return switch (type) {
            case "int4", "int8", "int2", "bigserial", "serial" ->
                row.getObject(index) == null ? null : (Object) row.getLong(index);
            case "float8", "float4", "numeric" -> finite(row);
            case "bool" -> row.getObject(index, Boolean.class);
            case "timestamptz" -> instant(row.getObject(index, OffsetDateTime.class));
            case "interval" -> row.getObject(index) instanceof PGInterval length ? (Object) seconds(length) : null;
            case "_text" -> texts(row.getArray(index));
            case "_int4", "_int8" -> longs(row.getArray(index));
            case "jsonb", "json" -> json(row.getString(index));
            default -> row.getString(index);
        };
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? null : Arrays.asList((String[]) array.getArray());
    }

    private static Rows.@Nullable JsonText json(@Nullable String text) {
        return text == null ? null : new Rows.JsonText(text);
    }

    private static @Nullable List<Long> longs(@Nullable Array array) throws SQLException {
        return array == null
                ? null
                : Arrays.stream((Number[]) array.getArray())
                        .map(Number::longValue)
                        .toList();
    }

    /** JSON has no other numbers, and no definition of ours yields one. */
    private @Nullable Double finite(ResultSet row) throws SQLException {
        double value = row.getDouble(index);
        return row.wasNull() || !Double.isFinite(value) ? null : value;
    }

    private static double seconds(PGInterval length) {
        return ((length.getDays() * 24.0 + length.getHours()) * 60 + length.getMinutes()) * 60 + length.getSeconds();
    }
}
