package io.tachograph.collectors.source.http;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a server wants to be left alone: what it says with 429, or with the last answer of its quota; where it does not
 * say, a minute, and twice as long each time. Its dates are compared with its own, so that nobody's clock matters.
 * Thread-safe.
 */
final class Pause {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST_GUESS = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern POLICIES = Pattern.compile(",");

    /** Of a policy in the header RateLimit: what is left ({@code r}), and for how long ({@code t}, seconds). */
    private static final Pattern LEFT = Pattern.compile(";\\s*r=(\\d{1,9})");

    private static final Pattern TIME = Pattern.compile(";\\s*t=(\\d{1,9})");

    /** JavaScript's Date.toString(), as Langfuse sends it: Tue Nov 17 2026 10:00:37 GMT+0000 (…). */
    private static final DateTimeFormatter JAVASCRIPT =
            DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss 'GMT'xx", Locale.ROOT);

    private final WallClock clock;
    private Duration guess = FIRST;
    private @Nullable Long untilNanos;

    Pause(WallClock clock) {
        this.clock = clock;
    }

    /** @throws SourceException as long as the server is to be left alone */
    synchronized void check(String place) throws SourceException {
        if (untilNanos != null) {
            long left = untilNanos - clock.nanoTime();
            if (left > 0) {
                throw new SourceException(
                        FailureKind.LIMITED,
                        place + " wants to be asked less often: it is left alone for another "
                                + Math.max(1, Duration.ofNanos(left).toSeconds()) + " s");
            }
            untilNanos = null;
        }
    }

    synchronized void learn(Page page) {
        Duration wait = null;
        if (page.status() == 429 || (page.status() == 503 && page.header("retry-after") != null)) {
            wait = retryAfter(page);
            if (wait == null) {
                wait = quota(page);
            }
            if (wait == null) {
                wait = guess;
                guess = shorter(guess.multipliedBy(2), LONGEST_GUESS);
            }
        } else if (page.status() < 500) {
            guess = FIRST;
            wait = quota(page);
        }
        if (wait != null) {
            untilNanos = clock.nanoTime() + shorter(wait, LONGEST).toNanos();
        }
    }

    private @Nullable Duration retryAfter(Page page) {
        String text = page.header("retry-after");
        if (text == null) {
            return null;
        }
        String stripped = text.strip();
        if (stripped.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(stripped));
        }
        return until(page, stripped, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    /** Until the quota is filled again, when nothing is left of it; null otherwise. */
    private @Nullable Duration quota(Page page) {
        String limit = page.header("ratelimit");
        if (limit != null) {
            Duration longest = null;
            for (String policy : POLICIES.split(limit, -1)) {
                Matcher left = LEFT.matcher(policy);
                Matcher time = TIME.matcher(policy);
                if (left.find() && time.find() && Long.parseLong(left.group(1)) == 0) {
                    Duration wait = Duration.ofSeconds(Long.parseLong(time.group(1)));
                    longest = longest == null || wait.compareTo(longest) > 0 ? wait : longest;
                }
            }
            return longest;
        }
        String remaining = page.header("x-ratelimit-remaining");
        String reset = page.header("x-ratelimit-reset");
        return remaining != null && reset != null && remaining.strip().equals("0")
                ? until(page, reset.replaceFirst("\\s*\\(.*$", ""), JAVASCRIPT)
                : null;
    }

    private @Nullable Duration until(Page page, String date, DateTimeFormatter format) {
        String now = page.header("date");
        try {
            Instant then = ZonedDateTime.parse(date, format).toInstant();
            Instant asked = now == null
                    ? clock.now()
                    : ZonedDateTime.parse(now, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            Duration wait = Duration.between(asked, then);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
