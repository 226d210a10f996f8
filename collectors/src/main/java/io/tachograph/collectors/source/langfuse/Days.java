package io.tachograph.collectors.source.langfuse;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Whole days (UTC).
 *
 * @param to exclusive
 */
record Days(LocalDate from, LocalDate to) {
    /** @param today the last of them */
    static Days until(LocalDate today, int days) {
        return new Days(today.minusDays(days - 1L), today.plusDays(1));
    }

    boolean isOne() {
        return ChronoUnit.DAYS.between(from, to) <= 1;
    }

    List<Days> halves() {
        LocalDate middle = from.plusDays(ChronoUnit.DAYS.between(from, to) / 2);
        return List.of(new Days(from, middle), new Days(middle, to));
    }

    /** As Langfuse takes it. */
    String fromText() {
        return from + "T00:00:00.000Z";
    }

    String toText() {
        return to + "T00:00:00.000Z";
    }
}
