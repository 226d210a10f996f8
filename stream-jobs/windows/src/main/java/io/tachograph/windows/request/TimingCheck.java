package io.tachograph.windows.request;

import io.tachograph.schemas.avro.RequestTiming;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a record must fulfil to be counted at all. */
final class TimingCheck {
    /** In UTF-8. Longer names are not names; all of a series' names together are a key of the database. */
    private static final int MAX_NAME_BYTES = 256;

    /** No answer has more tokens, nor more chunks: beyond this, sums could overflow. */
    private static final long MAX_COUNT = 1_000_000_000;

    private static final long MAX_DURATION_NANOS = 7L * 24 * 3600 * 1_000_000_000L;

    private TimingCheck() {}

    static void check(RequestTiming timing) throws InvalidRequestException {
        name("target", timing.getTarget(), true);
        name("model", timing.getModel(), true);
        name("cluster", timing.getCluster(), false);
        name("framework", timing.getFramework(), false);
        name("tenant", timing.getTenant(), false);
        if (timing.getEngineVersion() != null) {
            name("engine_version", timing.getEngineVersion(), false);
        }
        if (timing.getAttempt() < 1) {
            throw new InvalidRequestException("attempt " + timing.getAttempt() + " is below 1");
        }
        if (timing.getSentAtMicros() <= 0) {
            throw new InvalidRequestException("sent_at_micros " + timing.getSentAtMicros() + " is no time of this era");
        }
        long scheduled = timing.getScheduledNanos();
        if (scheduled > 0 || scheduled < -MAX_DURATION_NANOS) {
            throw new InvalidRequestException("scheduled_nanos " + scheduled + " is not within a week before sent");
        }
        long closed = timing.getClosedNanos();
        if (closed < 0 || closed > MAX_DURATION_NANOS) {
            throw new InvalidRequestException("closed_nanos " + closed + " is not within a week after sent");
        }
        stamps(timing, closed);
        tokens("input_tokens", timing.getInputTokens());
        tokens("cached_input_tokens", timing.getCachedInputTokens());
        tokens("output_tokens", timing.getOutputTokens());
        if (timing.getPromptChars() != null && timing.getPromptChars() < 0) {
            throw new InvalidRequestException("prompt_chars " + timing.getPromptChars() + " is negative");
        }
        if (timing.getChunkGaps() != null && timing.getChunkGaps().getCount() > MAX_COUNT) {
            throw new InvalidRequestException(
                    "chunk gaps: " + timing.getChunkGaps().getCount() + " of them is more than any answer has");
        }
    }

    /** Stamps are reached in this order, so each is at least the one before, where both are there. */
    private static void stamps(RequestTiming timing, long closed) throws InvalidRequestException {
        long previous = 0;
        previous = ordered("headers_nanos", timing.getHeadersNanos(), previous);
        previous = ordered("first_chunk_nanos", timing.getFirstChunkNanos(), previous);
        previous = ordered("first_token_nanos", timing.getFirstTokenNanos(), previous);
        previous = ordered("first_output_token_nanos", timing.getFirstOutputTokenNanos(), previous);
        previous = ordered("last_token_nanos", timing.getLastTokenNanos(), previous);
        ordered("closed_nanos", closed, previous);
    }

    private static long ordered(String field, @Nullable Long nanos, long previous) throws InvalidRequestException {
        if (nanos == null) {
            return previous;
        }
        if (nanos < previous) {
            throw new InvalidRequestException(field + " " + nanos + " is before the stamp that precedes it");
        }
        return nanos;
    }

    private static void tokens(String field, @Nullable Long tokens) throws InvalidRequestException {
        if (tokens != null && (tokens < 0 || tokens > MAX_COUNT)) {
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
