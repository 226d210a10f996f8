package io.tachograph.api.request;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and lengths of time as people write them. */
final class TimeText {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,9})(s|m|h|d|w)");
    private static final Pattern RELATIVE = Pattern.compile("now(?:([+-])([0-9]{1,9}[smhdw]))?");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private TimeText() {}

    /** A length such as {@code 90m}, above zero. */
    static Duration length(String name, String text) {
        Matcher matcher = LENGTH.matcher(text);
        Duration length = matcher.matches()
                ? unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)))
                : Duration.ZERO;
        if (length.isZero()) {
            throw RefusedRequestException.parameter(
                    name, name + " is a length of time above zero, such as 30s, 5m, 6h, 7d or 4w.");
        }
        return length;
    }

    /** A time of RFC 3339, or one relative to now. */
    static Instant time(String name, String text, Instant now) {
        Matcher relative = RELATIVE.matcher(text);
        try {
            Instant time = relative.matches()
                    ? shifted(name, relative, now)
                    : OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // Refused below, as what is out of range is.
        }
        throw RefusedRequestException.parameter(
                name, name + " is a time of the years 1 to 9999, such as 2026-11-30T12:00:00Z, now or now-6h.");
    }

    private static Instant shifted(String name, Matcher relative, Instant now) {
        if (relative.group(1) == null) {
            return now;
        }
        Duration length = length(name, relative.group(2));
        // Up to twenty million years, which an Instant holds.
        return relative.group(1).equals("-") ? now.minus(length) : now.plus(length);
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
    }

    /** A length as this class reads it, in the largest unit without a rest. */
    static String of(Duration length) {
        long seconds = length.toSeconds();
        for (String unit : new String[] {"d", "h", "m"}) {
            long size = unit(unit).toSeconds();
            if (seconds % size == 0) {
                return seconds / size + unit;
            }
        }
        return seconds + "s";
    }
}
