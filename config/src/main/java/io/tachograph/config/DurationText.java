package io.tachograph.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations with their unit, as people write them: {@code 500ms}, {@code 1.5s}, {@code 2m}, {@code 1h}, {@code 7d}. */
public final class DurationText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,6}))?\\s*(us|ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "us", Duration.ofNanos(1_000),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private DurationText() {}

    /** @throws IllegalArgumentException in one sentence, when the text is no duration with a unit */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        Duration unit = form.matches() ? UNITS.get(form.group(3)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("'" + text + "' must be a number and a unit, such as 500ms, 1.5s or 2m");
        }
        Duration whole = unit.multipliedBy(Long.parseLong(form.group(1)));
        String fraction = form.group(2);
        if (fraction == null) {
            return whole;
        }
        return whole.plusNanos(Math.round(Double.parseDouble("0." + fraction) * unit.toNanos()));
    }
}
