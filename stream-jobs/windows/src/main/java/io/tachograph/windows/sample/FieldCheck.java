package io.tachograph.windows.sample;

import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.RecordChecks;
import org.jspecify.annotations.Nullable;

/** What names and times in every reading must fulfil. */
public final class FieldCheck {
    private FieldCheck() {}

    /** @throws InvalidRecordException when it is empty, though it may not be, or no name at all */
    public static void name(String field, String value, boolean required) throws InvalidRecordException {
        refuse(RecordChecks.name(field, value, required));
    }

    /** @throws InvalidRecordException when it is before 2020; only the broker's clock shows what is from the future */
    public static void time(String field, long micros) throws InvalidRecordException {
        refuse(RecordChecks.micros(field, micros));
    }

    private static void refuse(@Nullable String why) throws InvalidRecordException {
        if (why != null) {
            throw new InvalidRecordException(why);
        }
    }
}
