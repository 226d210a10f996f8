package io.tachograph.windows;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What names and times of any record must fulfil. Each check gives one sentence, or null when all is well. */
public final class RecordChecks {
    /** In UTF-8. Longer names are not names; all of a series' names together are a key of the database. */
    private static final int MAX_NAME_BYTES = 256;

    /** 2020: nothing that was measured is older than the oldest release. */
    private static final long EARLIEST_MILLIS = 1_577_836_800_000L;

    private RecordChecks() {}

    /** @param required whether it may not be empty */
    public static @Nullable String name(String field, String value, boolean required) {
        if (required && value.isBlank()) {
            return field + " is empty";
        }
        if (value.length() > MAX_NAME_BYTES || value.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            return field + " has " + value.length() + " characters; the limit is " + MAX_NAME_BYTES + " bytes";
        }
        // PostgreSQL stores no NUL, and a series' key is separated by one of the others.
        return value.chars().anyMatch(Character::isISOControl) ? field + " holds a control character" : null;
    }

    /** Only the broker's clock shows what is from the future. */
    public static @Nullable String micros(String field, long micros) {
        return Math.floorDiv(micros, 1_000L) < EARLIEST_MILLIS
                ? field + " " + micros + " is no time of this era"
                : null;
    }

    /** The same in milliseconds. */
    public static @Nullable String millis(String field, long millis) {
        return millis < EARLIEST_MILLIS ? field + " " + millis + " is no time of this era" : null;
    }
}
