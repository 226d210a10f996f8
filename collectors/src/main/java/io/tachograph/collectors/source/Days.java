package io.tachograph.collectors.source;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Whole days (UTC).
 *
 * @param to exclusive
 */
public record Days(LocalDate from, LocalDate to) {
    /** Reads days. */
    @FunctionalInterface
    public interface Part {
        /** @throws SourceException as {@link FailureKind#TOO_LARGE} when they are too many for one answer; nothing was told then */
        void read(Days days) throws SourceException;
    }

    public boolean isOne() {
        return ChronoUnit.DAYS.between(from, to) <= 1;
    }

    public List<Days> halves() {
        LocalDate middle = from.plusDays(ChronoUnit.DAYS.between(from, to) / 2);
        return List.of(new Days(from, middle), new Days(middle, to));
    }

    /** Reads all of them at once, or, where that is too much for one answer, by halves. */
    public void read(Part part) throws SourceException {
        try {
            part.read(this);
        } catch (SourceException e) {
            if (e.kind() != FailureKind.TOO_LARGE || isOne()) {
                throw e;
            }
            for (Days half : halves()) {
                half.read(part);
            }
        }
    }

    /** As APIs take instants. */
    public String fromText() {
        return from + "T00:00:00.000Z";
    }

    public String toText() {
        return to + "T00:00:00.000Z";
    }
}
