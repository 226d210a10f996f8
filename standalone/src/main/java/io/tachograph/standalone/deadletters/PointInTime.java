package io.tachograph.standalone.deadletters;

import io.tachograph.config.DurationText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Times as people write them: {@code 2026-03-04T12:00:00Z}, or a duration before now such as {@code 2h}. */
final class PointInTime {
    private PointInTime() {}

    /** @throws IllegalArgumentException in one sentence that names the option, when the text is neither */
    static Instant parse(String option, String text, Instant now) {
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeParseException e) {
            try {
                return now.minus(DurationText.parse(text));
            } catch (IllegalArgumentException ignored) {
                throw new IllegalArgumentException(option + " '" + text
                        + "' must be a time such as 2026-03-04T12:00:00Z, or how long ago, such as 2h");
            }
        }
    }
}
