package io.tachograph.collectors.source;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which days a source reads: the last ones each time, since calls are reported late, and after a start or an outage those that
 * nobody has read. Times are the upstream's. Thread-safe.
 */
public final class UnreadDays {
    private final int again;
    private final int catchUp;
    private @Nullable LocalDate readTo;
    private long tooOld;

    /**
     * @param again how many days are read each time, today's included
     * @param catchUp how many after a start or an outage, at most
     */
    public UnreadDays(int again, int catchUp) {
        if (again > catchUp) {
            throw new IllegalArgumentException("catch-up-days must be no less than the days that are read each time");
        }
        this.again = again;
        this.catchUp = catchUp;
    }

    /** Those to be read now, today's included. */
    public synchronized Days at(Instant now) {
        LocalDate today = day(now);
        LocalDate oldest = today.minusDays(catchUp - 1L);
        LocalDate usual = today.minusDays(again - 1L);
        LocalDate from = readTo == null ? oldest : earlier(readTo, usual);
        return new Days(from.isBefore(oldest) ? oldest : from, today.plusDays(1));
    }

    /** All of these were read, at a time within the last of them. */
    public synchronized void done(Days days) {
        if (readTo != null && readTo.isBefore(days.from())) {
            tooOld += ChronoUnit.DAYS.between(readTo, days.from());
        }
        readTo = days.to().minusDays(1);
    }

    /** How many days of outages are older than what is caught up, and were not read to their end. */
    public synchronized Map<String, Long> leftOut() {
        return tooOld == 0 ? Map.of() : Map.of("day_too_old", tooOld);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }
}
