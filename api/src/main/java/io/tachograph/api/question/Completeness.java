package io.tachograph.api.question;

import io.tachograph.store.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether rows may still change. */
final class Completeness {
    private Completeness() {}

    /** Null where rows do not say; where there are none, some may come. */
    static @Nullable Boolean of(Rows rows) {
        int column = rows.indexOf("complete");
        if (column < 0) {
            return null;
        }
        if (rows.rows().isEmpty()) {
            return false;
        }
        for (List<@Nullable Object> row : rows.rows()) {
            if (!Boolean.TRUE.equals(row.get(column))) {
                return false;
            }
        }
        return true;
    }
}
