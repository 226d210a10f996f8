package io.tachograph.standalone.recompute;

import io.tachograph.jobs.recompute.TimeRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** The beginning of a day of UTC as people write it: {@code 2026-03-04}, or {@code 2026-03-04T00:00:00Z}. */
final class UtcDay {
    private UtcDay() {}

    /** @throws IllegalArgumentException in one sentence that names the option, when the text is neither */
    static Instant parse(String option, String text) {
        String day = text.strip();
        Instant time;
        try {
            time = day.contains("T")
                    ? OffsetDateTime.parse(day).toInstant()
                    : LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(option + " '" + text + "' must be a day such as 2026-03-04");
        }
        if (!TimeRange.isMidnight(time)) {
            throw new IllegalArgumentException(
                    option + " " + time + " is within a day of UTC, whose row would have fewer"
                            + " requests than its hours: give a whole day such as "
                            + time.atOffset(ZoneOffset.UTC).toLocalDate());
        }
        return time;
    }
}
