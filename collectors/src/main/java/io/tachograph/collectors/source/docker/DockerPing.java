package io.tachograph.collectors.source.docker;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An engine's answer to {@code _ping}.
 *
 * @param version of the API that is spoken from now on
 * @param server product and version
 * @param date its clock, as HTTP has it
 */
record DockerPing(
        ApiVersion version, String server, @Nullable String date) {
    /** The engine's clock, seconds since the epoch; null when it does not tell. */
    @Nullable
    Long epochSeconds() {
        try {
            return date == null
                    ? null
                    : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toEpochSecond();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The same, by this host's where the engine does not tell: microseconds since the epoch. */
    Instant clock(long ourMicros) {
        Long seconds = epochSeconds();
        return seconds == null ? Instant.EPOCH.plus(ourMicros, ChronoUnit.MICROS) : Instant.ofEpochSecond(seconds);
    }
}
