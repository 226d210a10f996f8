package io.tachograph.store.postgres;

import io.tachograph.store.FunctionCall;
import io.tachograph.store.RefusedCallException;
import io.tachograph.store.RowOrder;
import io.tachograph.store.RowReader;
import io.tachograph.store.Rows;
import io.tachograph.store.SqlArgument;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Calls SQL functions by name, with every value as a parameter. */
final class SelectFromFunction implements RowReader {
    private static final String DATA_EXCEPTION = "22";

    private final DataSource database;

    SelectFromFunction(DataSource database) {
        this.database = database;
    }

    @Override
    public Rows read(FunctionCall call, int limit, List<String> after) throws SQLException {
        if (!after.isEmpty() && after.size() != call.order().columns().size()) {
            throw new RefusedCallException("the cursor is of another question", DATA_EXCEPTION + "000");
        }
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql(call, !after.isEmpty()))) {
            int parameter = 1;
            for (SqlArgument argument : call.arguments()) {
                SqlValue.set(select, parameter++, argument.value());
            }
            for (String value : after) {
                select.setString(parameter++, value);
            }
            select.setInt(parameter, limit + 1);
            Instant asOf;
            @Nullable Integer resolution;
            try (PreparedStatement facts = connection.prepareStatement("SELECT now(), tachograph.finest(?)")) {
                SqlValue.set(facts, 1, call.argument("from_time").orElse(Instant.EPOCH));
                try (ResultSet row = facts.executeQuery()) {
                    row.next();
                    asOf = row.getObject(1, OffsetDateTime.class).toInstant();
                    resolution = call.argument("from_time").isPresent() ? row.getInt(2) : null;
                }
            }
            try (ResultSet row = select.executeQuery()) {
                return read(row, call.order(), limit, asOf, resolution);
            }
        } catch (PSQLException e) {
            throw refusal(e);
        }
    }

    /** The function's sentence where it, or a type, refuses a value; else the failure as it is. */
    private static SQLException refusal(PSQLException failure) {
        @Nullable ServerErrorMessage message = failure.getServerErrorMessage();
        @Nullable String sentence = message == null ? null : message.getMessage();
        @Nullable String state = failure.getSQLState();
        return sentence != null && state != null && state.startsWith(DATA_EXCEPTION)
                ? new RefusedCallException(sentence, state, failure)
                : failure;
    }

    private static Rows read(ResultSet row, RowOrder order, int limit, Instant asOf, @Nullable Integer resolution)
            throws SQLException {
        List<SqlColumn> columns = SqlColumn.of(row.getMetaData());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        @Nullable List<String> last = null;
        while (row.next()) {
            if (rows.size() == limit) {
                return new Rows(asOf, resolution, names(columns), rows, last);
            }
            List<@Nullable Object> values = new ArrayList<>(columns.size());
            for (SqlColumn column : columns) {
                values.add(column.value(row));
            }
            rows.add(values);
            if (rows.size() == limit) {
                last = new ArrayList<>();
                for (RowOrder.Column column : order.columns()) {
                    last.add(row.getString(column.name()));
                }
            }
        }
        return new Rows(asOf, resolution, names(columns), rows, null);
    }

    private static List<String> names(List<SqlColumn> columns) {
        return columns.stream().map(SqlColumn::name).toList();
    }

    private static String sql(FunctionCall call, boolean goesOn) {
        String arguments = call.arguments().stream()
                .map(argument -> argument.name() + " => ?::" + SqlValue.typeOf(argument.value()))
                .collect(Collectors.joining(", "));
        RowOrder order = call.order();
        String direction = order.descending() ? " DESC" : "";
        String where = goesOn
                ? order.columns().stream()
                                .map(SelectFromFunction::key)
                                .collect(Collectors.joining(", ", " WHERE (", ")"))
                        + (order.descending() ? " < " : " > ")
                        + order.columns().stream()
                                .map(column -> "?::" + column.type())
                                .collect(Collectors.joining(", ", "(", ")"))
                : "";
        return "SELECT * FROM tachograph." + call.function() + "(" + arguments + ") r" + where
                + order.columns().stream()
                        .map(column -> key(column) + direction)
                        .collect(Collectors.joining(", ", " ORDER BY ", ""))
                + " LIMIT ?";
    }

    private static String key(RowOrder.Column column) {
        return column.type().equals("text")
                ? "r.\"" + column.name() + "\"::text COLLATE \"C\""
                : "r.\"" + column.name() + "\"";
    }
}
