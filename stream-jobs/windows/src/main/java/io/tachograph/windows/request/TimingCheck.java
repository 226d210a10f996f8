package io.tachograph.windows.request;

import static io.tachograph.windows.request.TimingFields.CACHED_INPUT_TOKENS;
import static io.tachograph.windows.request.TimingFields.FIRST_CHUNK;
import static io.tachograph.windows.request.TimingFields.FIRST_OUTPUT_TOKEN;
import static io.tachograph.windows.request.TimingFields.FIRST_TOKEN;
import static io.tachograph.windows.request.TimingFields.HEADERS;
import static io.tachograph.windows.request.TimingFields.INPUT_TOKENS;
import static io.tachograph.windows.request.TimingFields.LAST_TOKEN;
import static io.tachograph.windows.request.TimingFields.OUTPUT_TOKENS;
import static io.tachograph.windows.request.TimingFields.PROMPT_CHARS;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a record must fulfil to be counted at all: first its names, then its numbers. */
final class TimingCheck {
    /** In UTF-8. Longer names are not names; all of a series' names together are a key of the database. */
    private static final int MAX_NAME_BYTES = 256;

    /** No answer has more tokens, nor more chunks: beyond this, sums could overflow. */
    private static final long MAX_COUNT = 1_000_000_000;

    private static final long MAX_DURATION_NANOS = 7L * 24 * 3600 * 1_000_000_000L;

    private TimingCheck() {}

    /** Apart from the numbers, because a decoder meets the same names again and again and need not ask twice. */
    static void names(
            String target,
            String model,
            String cluster,
            String framework,
            String tenant,
            @Nullable String engineVersion)
            throws InvalidRequestException {
        name("target", target, true);
        name("model", model, true);
        name("cluster", cluster, false);
        name("framework", framework, false);
        name("tenant", tenant, false);
        if (engineVersion != null) {
            name("engine_version", engineVersion, false);
        }
    }

    static void numbers(TimingFields timing) throws InvalidRequestException {
        if (timing.attempt < 1) {
            throw new InvalidRequestException("attempt " + timing.attempt + " is below 1");
        }
        if (timing.sentAtMicros <= 0) {
            throw new InvalidRequestException("sent_at_micros " + timing.sentAtMicros + " is no time of this era");
        }
        long scheduled = timing.scheduledNanos;
        if (scheduled > 0 || scheduled < -MAX_DURATION_NANOS) {
            throw new InvalidRequestException("scheduled_nanos " + scheduled + " is not within a week before sent");
        }
        long closed = timing.closedNanos;
        if (closed < 0 || closed > MAX_DURATION_NANOS) {
            throw new InvalidRequestException("closed_nanos " + closed + " is not within a week after sent");
        }
        stamps(timing, closed);
        tokens("input_tokens", timing.get(INPUT_TOKENS, 0));
        tokens("cached_input_tokens", timing.get(CACHED_INPUT_TOKENS, 0));
        tokens("output_tokens", timing.get(OUTPUT_TOKENS, 0));
        if (timing.get(PROMPT_CHARS, 0) < 0) {
            throw new InvalidRequestException("prompt_chars " + timing.get(PROMPT_CHARS, 0) + " is negative");
        }
        if (timing.hasGaps && timing.gaps.count() > MAX_COUNT) {
            throw new InvalidRequestException(
                    "chunk gaps: " + timing.gaps.count() + " of them is more than any answer has");
        }
    }

    /** Stamps are reached in this order, so each is at least the one before, where both are there. */
    private static void stamps(TimingFields timing, long closed) throws InvalidRequestException {
        long previous = 0;
        previous = ordered("headers_nanos", timing.get(HEADERS, previous), previous);
        previous = ordered("first_chunk_nanos", timing.get(FIRST_CHUNK, previous), previous);
        previous = ordered("first_token_nanos", timing.get(FIRST_TOKEN, previous), previous);
        previous = ordered("first_output_token_nanos", timing.get(FIRST_OUTPUT_TOKEN, previous), previous);
        previous = ordered("last_token_nanos", timing.get(LAST_TOKEN, previous), previous);
        ordered("closed_nanos", closed, previous);
    }

    private static long ordered(String field, long nanos, long previous) throws InvalidRequestException {
        if (nanos < previous) {
            throw new InvalidRequestException(field + " " + nanos + " is before the stamp that precedes it");
        }
        return nanos;
    }

    private static void tokens(String field, long tokens) throws InvalidRequestException {
        if (tokens < 0 || tokens > MAX_COUNT) {
            throw new InvalidRequestException(field + " " + tokens + " is not from 0 to " + MAX_COUNT);
        }
    }

    private static void name(String field, String value, boolean required) throws InvalidRequestException {
        if (required && value.isBlank()) {
            throw new InvalidRequestException(field + " is empty");
        }
        if (value.length() > MAX_NAME_BYTES || value.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw new InvalidRequestException(
                    field + " has " + value.length() + " characters; the limit is " + MAX_NAME_BYTES + " bytes");
        }
        // PostgreSQL stores no NUL, and a series' key is separated by one of the others.
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidRequestException(field + " holds a control character");
        }
    }
}
