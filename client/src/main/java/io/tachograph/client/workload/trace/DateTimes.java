package io.tachograph.client.workload.trace;

import io.tachograph.client.workload.rows.CsvRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Dates with times as Azure's traces write them: {@code 2023-11-16 18:15:46.6805900}, with or without an offset. */
final class DateTimes {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX]")
            .toFormatter(Locale.ROOT);

    private DateTimes() {}

    /** @return nanoseconds since 1970, as UTC where there is no offset */
    static long nanos(CsvRow row, String column) {
        String text = row.text(column).strip();
        try {
            TemporalAccessor parsed = FORMAT.parse(text);
            ZoneOffset offset = parsed.isSupported(ChronoField.OFFSET_SECONDS)
                    ? ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS))
                    : ZoneOffset.UTC;
            Instant instant = LocalDateTime.from(parsed).toInstant(offset);
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw row.place()
                    .wrong("'" + column + "' is '" + text + "', not a date and time such as 2023-11-16"
                            + " 18:15:46.6805900");
        }
    }
}
