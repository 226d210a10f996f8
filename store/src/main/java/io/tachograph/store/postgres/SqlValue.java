package io.tachograph.store.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Values of arguments as PostgreSQL takes them. */
final class SqlValue {
    private SqlValue() {}

    /** The SQL type of a value. */
    static String typeOf(Object value) {
        if (value instanceof List<?> list) {
            return (list.isEmpty() ? "text" : typeOf(list.get(0))) + "[]";
        }
        if (value instanceof Double) {
            return "float8";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        if (value instanceof Instant) {
            return "timestamptz";
        }
        return value instanceof Duration ? "interval" : "text";
    }

    static void set(PreparedStatement statement, int parameter, Object value) throws SQLException {
        if (value instanceof List<?> list) {
            String type = typeOf(value);
            statement.setArray(
                    parameter,
                    statement
                            .getConnection()
                            .createArrayOf(
                                    type.substring(0, type.length() - 2),
                                    list.stream().map(SqlValue::element).toArray()));
        } else if (value instanceof Instant instant) {
            statement.setObject(parameter, instant.atOffset(ZoneOffset.UTC));
        } else {
            statement.setObject(parameter, element(value));
        }
    }

    private static Object element(Object value) {
        return value instanceof Duration length ? length.toMillis() + " ms" : value;
    }
}
