package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import java.util.List;

/** The outcomes that have a column, in the order of the columns. */
final class OutcomeColumns {
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

    private OutcomeColumns() {}

    /** An outcome without a column would be dropped in silence. */
    static void check(RequestWindowRow row) {
        for (String outcome : row.outcomes().keySet()) {
            if (!COLUMNS.contains(outcome)) {
                throw new IllegalArgumentException(
                        "no column for outcome '" + outcome + "'; there are " + String.join(", ", COLUMNS) + ".");
            }
        }
    }
}
