package io.tachograph.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an SQL function answered.
 *
 * @param asOf when the database was read
 * @param resolutionSeconds length of the shortest windows kept for the range, null of a call without one
 * @param columns names, as the function has them; lengths of time end in {@code _seconds}
 * @param rows values in the order of the columns: null, String, Long, Double, Boolean, Instant, a list of Strings or
 *     of Longs, or a {@link JsonText}
 * @param next where to go on after the last row, null when there are no more
 */
public record Rows(
        Instant asOf,
        @Nullable Integer resolutionSeconds,
        List<String> columns,
        List<List<@Nullable Object>> rows,
        @Nullable List<String> next) {
    /** A value that is JSON already. */
    public record JsonText(String json) {}

    public Rows {
        columns = List.copyOf(columns);
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
        next = next == null ? null : List.copyOf(next);
    }

    /** Rows that this process made itself, all of them. */
    public static Rows of(Instant asOf, List<String> columns, List<List<@Nullable Object>> rows) {
        return new Rows(asOf, null, columns, rows, null);
    }

    /** Where a column is, -1 when it is not there. */
    public int indexOf(String column) {
        return columns.indexOf(column);
    }
}
