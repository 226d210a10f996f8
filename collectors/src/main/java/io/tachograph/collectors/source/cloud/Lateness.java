package io.tachograph.collectors.source.cloud;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far back minutes are read: clouds tell them late, and correct them.
 *
 * @param again how long each minute is read again
 * @param catchUp how far back is read after a start, and how much at once after an outage
 */
record Lateness(Duration again, Duration catchUp) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    /** CloudWatch forgets minutes after 15 days, the others later. */
    private static final Duration LONGEST = Duration.ofDays(14);

    Lateness {
        if (again.compareTo(SHORTEST) < 0 || again.compareTo(catchUp) > 0 || catchUp.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("reread must be at least 1m, and catch-up no less than it, 14d at most");
        }
    }

    static Lateness of(@Nullable Duration again, @Nullable Duration catchUp) {
        Duration atLeast = again == null ? Duration.ofMinutes(30) : again;
        Duration otherwise = Duration.ofHours(6);
        Duration most = catchUp != null ? catchUp : atLeast.compareTo(otherwise) > 0 ? atLeast : otherwise;
        return new Lateness(atLeast, most);
    }

    /**
     * What is to be read now, oldest first, in pieces that one question can be about.
     *
     * @param readTo up to where everything has been read once; null after a start
     */
    List<Minutes> pieces(Instant now, @Nullable Instant readTo) {
        Instant to = now.truncatedTo(ChronoUnit.MINUTES);
        Instant known = readTo == null ? to.minus(catchUp) : earlier(readTo.truncatedTo(ChronoUnit.MINUTES), to);
        Instant from = readTo == null ? known : known.minus(again);
        Instant oldest = to.minus(LONGEST);
        return new Minutes(from.isBefore(oldest) ? oldest : from, to).slices(again.plus(catchUp));
    }

    /** How many minutes since {@code readTo} are older than anything that is read. */
    static long tooOld(Instant now, @Nullable Instant readTo) {
        return readTo == null
                ? 0
                : Math.max(0, Duration.between(readTo, now.minus(LONGEST)).toMinutes());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
