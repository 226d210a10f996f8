package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.tachograph.client.http.ExchangeFailure;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.StampSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the answer of an attempt as it arrives, and decides how the attempt ended. The sender of the attempt passes on
 * what the HTTP client reports. Only one thread uses it at a time.
 */
final class MeasuredAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(MeasuredAnswer.class);

    final AttemptMeasurements timer;

    private final AttemptContext context;
    private final UUID id;
    private final Duration timeout;
    private final boolean quotesTarget;
    private @Nullable AnswerReader reader;
    private @Nullable Integer status;
    private @Nullable Long retryAfterMillis;
    private @Nullable AttemptOutcome outcome;

    /**
     * @param id of the request
     * @param timeout limit for the whole attempt
     * @param quotesTarget whether errors hold the target's own words, which may repeat the prompt
     */
    MeasuredAnswer(AttemptContext context, UUID id, Duration timeout, boolean quotesTarget, Keep keep) {
        this.timer = new AttemptMeasurements(System.nanoTime(), keep);
        this.context = context;
        this.id = id;
        this.timeout = timeout;
        this.quotesTarget = quotesTarget;
    }

    void head(int code, HttpHeaders headers, ApiCall call, long nanos) {
        timer.headers(nanos);
        status = code;
        if (code == 429 || code == 503) {
            retryAfterMillis = RetryAfter.millis(headers, Instant.now());
        }
        reader = outcome == null ? AnswerReader.of(code, headers, call, timer) : null;
    }

    /** @return whether the attempt may still end well */
    boolean body(ByteBuf bytes, long nanos) {
        AnswerReader current = reader;
        if (current == null || outcome != null) {
            return false;
        }
        try {
            current.read(bytes, nanos);
            return true;
        } catch (AnswerException e) {
            outcome = outcomeOf(e);
        } catch (RuntimeException e) {
            outcome = brokenAdapter(e);
        }
        return false;
    }

    /**
     * The body has ended in good order.
     *
     * @return the call whose answer continues this one, null when it has ended
     */
    @Nullable
    ApiCall complete(StampSource source) {
        timer.stampedBy(source);
        if (outcome != null) {
            return null;
        }
        if (reader == null) {
            outcome = new AttemptOutcome(Outcome.PROTOCOL_ERROR, "the answer has no head");
            return null;
        }
        ApiCall next = null;
        try {
            next = reader.end();
            outcome = AttemptOutcome.OK;
        } catch (AnswerException e) {
            outcome = outcomeOf(e);
        } catch (RuntimeException e) {
            outcome = brokenAdapter(e);
        }
        return next;
    }

    /** The answer of another call continues this one. */
    void prepareForNextCall() {
        closeReader();
        outcome = null;
    }

    /** The sender gives it up. */
    void end(Outcome how, String why) {
        outcome = new AttemptOutcome(how, why);
    }

    void timeOut() {
        end(Outcome.TIMEOUT, "not finished within " + timeout.toMillis() + " ms");
    }

    void failed(ExchangeFailure failure, String reason, StampSource source) {
        timer.stampedBy(source);
        if (outcome != null) {
            return;
        }
        AnswerException known = reader == null ? null : reader.finding();
        if (known != null) {
            outcome = outcomeOf(known);
        } else if (reader != null && reader.isWhole()) {
            outcome = AttemptOutcome.OK;
        } else {
            switch (failure) {
                case CONNECT, NO_RESPONSE -> end(Outcome.CONNECT_ERROR, reason);
                case TIMEOUT -> timeOut();
                case CUT -> end(Outcome.STREAM_ERROR, reason);
                case PROTOCOL -> end(Outcome.PROTOCOL_ERROR, reason);
                case CANCELLED -> end(Outcome.CANCELLED, reason);
            }
        }
    }

    /**
     * How it ended; nothing comes after that.
     *
     * @param prompt that no error may repeat
     */
    Ending ending(String prompt) {
        AttemptOutcome found =
                outcome == null ? new AttemptOutcome(Outcome.PROTOCOL_ERROR, "the answer has no end") : outcome;
        String note = found.outcome() == Outcome.OK && reader != null ? reader.note() : null;
        if (note != null) {
            context.notes().add(note);
        }
        closeReader();
        String error = found.error();
        return new Ending(
                error == null
                        ? found
                        : new AttemptOutcome(found.outcome(), ErrorText.of(error, prompt, context.secrets())),
                status,
                retryAfterMillis);
    }

    /**
     * How an attempt ended.
     *
     * @param outcome with an error that may be shown
     * @param httpStatus null without a head
     * @param retryAfterMillis what a status of 429 or 503 asks for
     */
    record Ending(
            AttemptOutcome outcome,
            @Nullable Integer httpStatus,
            @Nullable Long retryAfterMillis) {}

    private AttemptOutcome outcomeOf(AnswerException e) {
        return quotesTarget ? AttemptOutcome.of(e) : new AttemptOutcome(e.outcome(), e.finding());
    }

    /** An adapter's bug must not take the connection and its other requests down with it. */
    private AttemptOutcome brokenAdapter(RuntimeException e) {
        LOG.error(
                "the adapter for {} failed on an answer to request {}",
                context.config().api(),
                id,
                e);
        return new AttemptOutcome(
                Outcome.PROTOCOL_ERROR,
                "the adapter failed on the answer: " + e.getClass().getSimpleName());
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
        }
        reader = null;
    }
}
