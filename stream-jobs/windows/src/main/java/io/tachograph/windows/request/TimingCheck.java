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
import static io.tachograph.windows.request.TimingFields.TOKENS_IN_FIRST_CHUNK;

import io.tachograph.schemas.histogram.HistogramParts;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.RecordChecks;
import org.jspecify.annotations.Nullable;

/** What a record must fulfil to be counted at all: first its names, then its numbers. */
final class TimingCheck {
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
            throws InvalidRecordException {
        name("target", target, true);
        name("model", model, true);
        name("cluster", cluster, false);
        name("framework", framework, false);
        name("tenant", tenant, false);
        if (engineVersion != null) {
            name("engine_version", engineVersion, false);
        }
    }

    static void numbers(TimingFields timing) throws InvalidRecordException {
        if (timing.attempt < 1) {
            throw new InvalidRecordException("attempt " + timing.attempt + " is below 1");
        }
        refuse(RecordChecks.micros("sent_at_micros", timing.sentAtMicros));
        long scheduled = timing.scheduledNanos;
        if (scheduled > 0 || scheduled < -MAX_DURATION_NANOS) {
            throw new InvalidRecordException("scheduled_nanos " + scheduled + " is not within a week before sent");
        }
        long closed = timing.closedNanos;
        if (closed < 0 || closed > MAX_DURATION_NANOS) {
            throw new InvalidRecordException("closed_nanos " + closed + " is not within a week after sent");
        }
        stamps(timing, closed);
        tokens("input_tokens", timing.get(INPUT_TOKENS, 0));
        tokens("cached_input_tokens", timing.get(CACHED_INPUT_TOKENS, 0));
        tokens("output_tokens", timing.get(OUTPUT_TOKENS, 0));
        tokens("tokens_in_first_chunk", timing.get(TOKENS_IN_FIRST_CHUNK, 0));
        if (timing.get(PROMPT_CHARS, 0) < 0) {
            throw new InvalidRecordException("prompt_chars " + timing.get(PROMPT_CHARS, 0) + " is negative");
        }
        if (timing.hasGaps) {
            gaps(timing.gaps);
        }
    }

    /** Bounds of their sums; that buckets are in order is checked where they are packed. */
    private static void gaps(HistogramParts gaps) throws InvalidRecordException {
        if (gaps.count() > MAX_COUNT) {
            throw new InvalidRecordException("chunk gaps: " + gaps.count() + " of them is more than any answer has");
        }
        boolean inOrder = gaps.minNanos() >= 0
                && gaps.minNanos() <= gaps.maxNanos()
                && gaps.maxNanos() <= gaps.sumNanos()
                && gaps.sumNanos() <= MAX_DURATION_NANOS;
        if (gaps.count() > 0 && !inOrder) {
            throw new InvalidRecordException("chunk gaps from " + gaps.minNanos() + " to " + gaps.maxNanos()
                    + " ns with the sum " + gaps.sumNanos() + " are no durations within a week");
        }
    }

    /** Stamps are reached in this order, so each is at least the one before, where both are there. */
    private static void stamps(TimingFields timing, long closed) throws InvalidRecordException {
        long previous = 0;
        previous = ordered("headers_nanos", timing.get(HEADERS, previous), previous);
        previous = ordered("first_chunk_nanos", timing.get(FIRST_CHUNK, previous), previous);
        previous = ordered("first_token_nanos", timing.get(FIRST_TOKEN, previous), previous);
        previous = ordered("first_output_token_nanos", timing.get(FIRST_OUTPUT_TOKEN, previous), previous);
        previous = ordered("last_token_nanos", timing.get(LAST_TOKEN, previous), previous);
        ordered("closed_nanos", closed, previous);
    }

    private static long ordered(String field, long nanos, long previous) throws InvalidRecordException {
        if (nanos < previous) {
            throw new InvalidRecordException(field + " " + nanos + " is before the stamp that precedes it");
        }
        return nanos;
    }

    private static void tokens(String field, long tokens) throws InvalidRecordException {
        if (tokens < 0 || tokens > MAX_COUNT) {
            throw new InvalidRecordException(field + " " + tokens + " is not from 0 to " + MAX_COUNT);
        }
    }

    private static void name(String field, String value, boolean required) throws InvalidRecordException {
        refuse(RecordChecks.name(field, value, required));
    }

    private static void refuse(@Nullable String why) throws InvalidRecordException {
        if (why != null) {
            throw new InvalidRecordException(why);
        }
    }
}
