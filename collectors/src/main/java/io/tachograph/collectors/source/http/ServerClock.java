package io.tachograph.collectors.source.http;

import io.tachograph.client.clock.WallClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** How far a server's clock is ahead of this host's, by the header {@code Date} of its answers. Thread-safe. */
public final class ServerClock {
    /** The header has whole seconds, and its answer was on its way. */
    private static final Duration NOTHING = Duration.ofSeconds(5);

    private final WallClock clock;
    private volatile Duration ahead = Duration.ZERO;

    public ServerClock(WallClock clock) {
        this.clock = clock;
    }

    /** @return whether it is known to be off by something else than before */
    public boolean learn(Page page) {
        String date = page.header("date");
        if (date == null) {
            return false;
        }
        try {
            Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration now = Duration.between(clock.now(), then);
            Duration before = ahead;
            ahead = now.abs().compareTo(NOTHING) < 0 ? Duration.ZERO : now;
            return ahead.minus(before).abs().compareTo(NOTHING) >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Negative where it is behind; zero while nobody knows, and for a few seconds. */
    public Duration ahead() {
        return ahead;
    }

    /** The time there. */
    public Instant now() {
        return clock.now().plus(ahead);
    }
}
