package io.tachograph.windows.sample;

import io.tachograph.windows.RecordChecks;
import org.jspecify.annotations.Nullable;

/** What names and times in every reading must fulfil. */
public final class FieldCheck {
    private FieldCheck() {}

    /** @throws InvalidSampleException when it is empty, though it may not be, or no name at all */
    public static void name(String field, String value, boolean required) throws InvalidSampleException {
        refuse(RecordChecks.name(field, value, required));
    }

    /** @throws InvalidSampleException when it is before 2020; what is from the future only the broker's clock tells */
    public static void time(String field, long micros) throws InvalidSampleException {
        refuse(RecordChecks.micros(field, micros));
    }

    private static void refuse(@Nullable String why) throws InvalidSampleException {
        if (why != null) {
            throw new InvalidSampleException(why);
        }
    }
}
