package io.tachograph.api.question;

import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.store.RowReader;
import io.tachograph.store.Rows;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows that this process knows itself, a page at a time.
 *
 * @param columns their names
 * @param all every row
 */
record MadeRows(List<String> columns, Supplier<List<List<@Nullable Object>>> all) implements Reading {
    @Override
    public Rows read(RowReader store, int limit, List<String> after) {
        List<List<@Nullable Object>> rows = all.get();
        int from = Math.min(rows.size(), after.isEmpty() ? 0 : place(after.get(0)));
        int to = Math.min(rows.size(), from + limit);
        @Nullable List<String> next = to < rows.size() ? List.of(Integer.toString(to)) : null;
        return new Rows(Instant.now(), null, columns, rows.subList(from, to), next);
    }

    private static int place(String text) {
        if (text.matches("[0-9]{1,9}")) {
            return Integer.parseInt(text);
        }
        throw RefusedRequestException.parameter("cursor", "cursor is what the answer before says in next, as it is.");
    }
}
