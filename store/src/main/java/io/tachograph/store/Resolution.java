package io.tachograph.store;

import java.time.Duration;

/** The lengths of stored windows. Each one's windows are whole multiples of the one before. */
public enum Resolution {
    TEN_SECONDS("10s", Duration.ofSeconds(10)),
    ONE_MINUTE("1m", Duration.ofMinutes(1)),
    ONE_HOUR("1h", Duration.ofHours(1)),
    /** A day of UTC: a multiple of 24 hours since 1970. */
    ONE_DAY("1d", Duration.ofDays(1));

    private final String suffix;
    private final Duration length;

    Resolution(String suffix, Duration length) {
        this.suffix = suffix;
        this.length = length;
    }

    /** What the tables of this resolution end in, {@code request_window_10s}. */
    public String suffix() {
        return suffix;
    }

    public Duration length() {
        return length;
    }

    /**
     * The resolution of windows that long.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Resolution ofLength(Duration length) {
        for (Resolution resolution : values()) {
            if (resolution.length.equals(length)) {
                return resolution;
            }
        }
        throw new IllegalArgumentException("no windows of " + length + " are kept");
    }

    /**
     * The resolution with that suffix.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Resolution ofSuffix(String suffix) {
        for (Resolution resolution : values()) {
            if (resolution.suffix.equals(suffix)) {
                return resolution;
            }
        }
        throw new IllegalArgumentException("no windows of '" + suffix + "' are kept");
    }
}
