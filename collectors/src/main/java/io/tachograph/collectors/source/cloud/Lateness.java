package io.tachograph.collectors.source.cloud;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far back minutes are read: clouds tell them late, and correct them.
 *
 * @param again how long each minute is read again
 * @param catchUp how far back is read after a start or an outage, at most
 */
record Lateness(Duration again, Duration catchUp) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
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

    /** @param readTo where the last reading that succeeded has ended; null before the first */
    Minutes minutes(Instant now, @Nullable Instant readTo) {
        if (readTo == null) {
            return Minutes.before(now, catchUp);
        }
        Duration unread = Duration.between(readTo, now.truncatedTo(ChronoUnit.MINUTES));
        Duration length = again.plus(unread.isNegative() ? Duration.ZERO : unread);
        return Minutes.before(now, length.compareTo(catchUp) > 0 ? catchUp : length);
    }
}
