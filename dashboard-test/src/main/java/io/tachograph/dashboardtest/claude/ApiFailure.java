package io.tachograph.dashboardtest.claude;

import com.anthropic.core.http.Headers;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicIoException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.SseException;
import io.tachograph.dashboardtest.verdict.Cause;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that was not answered.
 *
 * @param sentence what went wrong
 * @param passing whether it may work later, as it is
 * @param retryAfter how long the API asks to wait; null when it does not say
 */
record ApiFailure(
        String sentence,
        Cause cause,
        boolean passing,
        @Nullable Duration retryAfter) {
    private static final int CONFLICT = 409;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int OK = 200;

    /** Errors within a stream that began with status 200. */
    private static final Set<String> PASSING_TYPES =
            Set.of("overloaded_error", "rate_limit_error", "api_error", "timeout_error");

    static ApiFailure of(RuntimeException failure, Instant now) {
        if (failure instanceof AnthropicServiceException told) {
            return told(told, now);
        }
        if (failure instanceof AnthropicIoException) {
            Throwable why = failure.getCause() == null ? failure : failure.getCause();
            return new ApiFailure(
                    "The Messages API cannot be reached: " + why.getMessage() + ".", Cause.API_AWAY, true, null);
        }
        if (failure instanceof BrokenAnswerException) {
            return new ApiFailure(String.valueOf(failure.getMessage()), Cause.API_AWAY, true, null);
        }
        String kind =
                failure instanceof AnthropicException ? "" : failure.getClass().getSimpleName() + ": ";
        return new ApiFailure(
                "The answer of the Messages API cannot be read: " + kind + failure.getMessage() + ".",
                Cause.ANSWER_UNREADABLE,
                false,
                null);
    }

    private static ApiFailure told(AnthropicServiceException failure, Instant now) {
        int status = failure.statusCode();
        String type = failure.type().map(one -> one.asString()).orElse("");
        boolean spent = failure.errorCode().orElse("").endsWith("spend_limit_reached");
        boolean passing = !spent && (isWithinAStream(failure) ? PASSING_TYPES.contains(type) : isPassing(status));
        String sentence = "The Messages API answered " + (status == OK ? "within the stream" : "with status " + status)
                + (type.isEmpty() ? "" : ", " + type)
                + failure.apiMessage().map(message -> ": " + message).orElse("")
                + failure.requestId().map(id -> " (request " + id + ")").orElse("") + ".";
        return new ApiFailure(
                sentence, passing ? Cause.API_AWAY : Cause.API_REFUSED, passing, retryAfter(failure.headers(), now));
    }

    private static boolean isWithinAStream(AnthropicServiceException failure) {
        return failure instanceof SseException && failure.statusCode() == OK;
    }

    private static boolean isPassing(int status) {
        return status == TOO_MANY || status == REQUEST_TIMEOUT || status == CONFLICT || status >= 500;
    }

    /** Seconds, or a date. */
    private static @Nullable Duration retryAfter(Headers headers, Instant now) {
        List<String> values = headers.values("retry-after");
        if (values.isEmpty()) {
            return null;
        }
        String text = values.get(0).strip();
        try {
            double seconds = Double.parseDouble(text);
            return seconds >= 0 && seconds < Integer.MAX_VALUE
                    ? Duration.ofMillis((long) Math.ceil(seconds * 1_000))
                    : null;
        } catch (NumberFormatException e) {
            try {
                Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
            } catch (DateTimeException neither) {
                return null;
            }
        }
    }
}
