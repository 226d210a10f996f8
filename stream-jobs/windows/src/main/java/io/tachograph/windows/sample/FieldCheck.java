package io.tachograph.windows.sample;

import java.nio.charset.StandardCharsets;

/** What names and times in every reading must fulfil. */
public final class FieldCheck {
    private static final int MAX_BYTES = 256;
    /** 2020: no reading is older than the oldest release. */
    private static final long EARLIEST_MICROS = 1_577_836_800_000_000L;

    private FieldCheck() {}

    /** @throws InvalidSampleException when it is empty, though it may not be, or no name at all */
    public static void name(String field, String value, boolean required) throws InvalidSampleException {
        if (required && value.isBlank()) {
            throw new InvalidSampleException(field + " is empty");
        }
        if (value.length() > MAX_BYTES || value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new InvalidSampleException(
                    field + " has " + value.length() + " characters; the limit is " + MAX_BYTES + " bytes");
        }
        // PostgreSQL stores no NUL.
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidSampleException(field + " holds a control character");
        }
    }

    /** @throws InvalidSampleException when it is before 2020; what is from the future only the broker's clock tells */
    public static void time(String field, long micros) throws InvalidSampleException {
        if (micros < EARLIEST_MICROS) {
            throw new InvalidSampleException(field + " " + micros + " is no time of this era");
        }
    }
}
