package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The outcomes that have a column, in the order of the columns. */
final class Outcomes {
    static final List<String> COLUMNS = List.of(
            "ok",
            "http_error",
            "rate_limited",
            "timeout",
            "connect_error",
            "stream_error",
            "protocol_error",
            "cancelled",
            "unknown");

    private Outcomes() {}

    static String names() {
        return String.join(", ", COLUMNS);
    }

    static String excludedNames() {
        return COLUMNS.stream().map(column -> "excluded." + column).collect(Collectors.joining(", "));
    }

    static String parameters() {
        return String.join(", ", Collections.nCopies(COLUMNS.size(), "?::bigint[]"));
    }

    /** An outcome without a column would be dropped in silence. */
    static void check(RequestWindowRow row) {
        for (String outcome : row.outcomes().keySet()) {
            if (!COLUMNS.contains(outcome)) {
                throw new IllegalArgumentException(
                        "no column for outcome '" + outcome + "'; there are " + names() + ".");
            }
        }
    }
}
