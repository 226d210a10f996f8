package io.tachograph.client.endpoint;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long a server asks to be left alone. */
public final class RetryAfter {
    private static final int MAX_DIGITS = 18;
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1000;

    private RetryAfter() {}

    /**
     * Milliseconds from {@code retry-after-ms} or {@code Retry-After}, the latter in seconds or as an HTTP date; zero for
     * a date that has passed; null when neither is there or readable.
     */
    static @Nullable Long millis(HttpHeaders headers, Instant now) {
        Long precise = number(headers.get("retry-after-ms"));
        if (precise != null) {
            return precise;
        }
        return millis(headers.get("Retry-After"), now);
    }

    /**
     * Milliseconds from the value of {@code Retry-After}, in seconds or an HTTP date; zero for a date that has passed; null
     * when there is none, or an unreadable one.
     */
    public static @Nullable Long millis(@Nullable String header, Instant now) {
        Long seconds = number(header);
        if (seconds != null) {
            return Math.min(seconds, MAX_SECONDS) * 1000;
        }
        return header == null ? null : untilDate(header.strip(), now);
    }

    private static @Nullable Long number(@Nullable String header) {
        String text = header == null ? "" : header.strip();
        boolean isNumber =
                !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(RetryAfter::isDigit);
        return isNumber ? Long.valueOf(text) : null;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static @Nullable Long untilDate(String header, Instant now) {
        try {
            Instant then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Math.max(0, then.toEpochMilli() - now.toEpochMilli());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
