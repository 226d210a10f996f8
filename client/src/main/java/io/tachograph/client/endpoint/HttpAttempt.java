package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.tachograph.client.http.Exchange;
import io.tachograph.client.http.ExchangeFailure;
import io.tachograph.client.http.ExchangeListener;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt over HTTP, from its start to its record: one call, or several one after the other. Only one thread is in it
 * at a time, and it passes through the HTTP client to the next; only {@link #cancel} comes from anywhere.
 */
final class HttpAttempt implements ExchangeListener, Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(HttpAttempt.class);

    private final AttemptContext context;
    private final PromptRequest request;
    private final @Nullable String engineVersion;
    private final Consumer<Finished> finished;
    private final AttemptMeasurements timer;
    private ApiCall call;
    private @Nullable AnswerReader reader;
    private @Nullable Integer status;
    private @Nullable Long retryAfterMillis;
    private @Nullable AttemptOutcome outcome;
    /** Two, because the thread that began may note the first only when the second is in flight. */
    private volatile @Nullable Exchange first;

    private volatile @Nullable Exchange latest;
    private volatile boolean cancelled;

    HttpAttempt(
            AttemptContext context,
            PromptRequest request,
            @Nullable String engineVersion,
            Consumer<Finished> finished) {
        this.timer =
                new AttemptMeasurements(System.nanoTime(), request.options().keep());
        this.context = context;
        this.request = request;
        this.engineVersion = engineVersion;
        this.finished = finished;
        this.call = context.protocol().post(request);
    }

    void start() {
        Exchange begun = context.post(call, request, this);
        first = begun;
        cancelIfWanted(begun);
    }

    private void cancelIfWanted(Exchange begun) {
        if (cancelled) {
            begun.cancel();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        cancel(first);
        cancel(latest);
    }

    private static void cancel(@Nullable Exchange exchange) {
        if (exchange != null) {
            exchange.cancel();
        }
    }

    @Override
    public void begins(long nanos) {
        timer.begins(nanos);
    }

    @Override
    public void sent(long nanos) {
        timer.sent(nanos);
    }

    @Override
    public void head(int code, HttpHeaders headers, long nanos) {
        timer.headers(nanos);
        status = code;
        if (code == 429 || code == 503) {
            retryAfterMillis = RetryAfter.millis(headers, Instant.now());
        }
        reader = outcome == null ? AnswerReader.of(code, headers, call, timer) : null;
    }

    @Override
    public boolean body(ByteBuf bytes, long nanos) {
        AnswerReader current = reader;
        if (current == null || outcome != null) {
            return false;
        }
        try {
            current.read(bytes, nanos);
            return true;
        } catch (AnswerException e) {
            outcome = AttemptOutcome.of(e);
        } catch (RuntimeException e) {
            outcome = brokenAdapter(e);
        }
        return false;
    }

    @Override
    public void complete(long nanos, StampSource source) {
        timer.stampedBy(source);
        ApiCall next = null;
        if (outcome == null) {
            try {
                next = reader == null ? null : reader.end();
                outcome = reader == null
                        ? new AttemptOutcome(Outcome.PROTOCOL_ERROR, "the answer has no head")
                        : AttemptOutcome.OK;
            } catch (AnswerException e) {
                outcome = AttemptOutcome.of(e);
            } catch (RuntimeException e) {
                outcome = brokenAdapter(e);
            }
        }
        if (next == null) {
            finish(outcome, nanos);
        } else {
            follow(next);
        }
    }

    /** An adapter's bug must not take the connection and its other requests down with it. */
    private AttemptOutcome brokenAdapter(RuntimeException e) {
        LOG.error(
                "the adapter for {} failed on an answer to request {}",
                context.config().api(),
                request.id(),
                e);
        return new AttemptOutcome(
                Outcome.PROTOCOL_ERROR,
                "the adapter failed on the answer: " + e.getClass().getSimpleName());
    }

    private void follow(ApiCall next) {
        call = next;
        closeReader();
        outcome = null;
        long wait = Math.min(TimeUnit.MILLISECONDS.toNanos(next.delayMillis()), leftNanos());
        if (wait <= 0) {
            followNow();
        } else {
            // The JDK's timer thread does no more than hand the call to an event loop.
            CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(this::followNow);
        }
    }

    private void followNow() {
        long left = leftNanos();
        if (cancelled) {
            outcome = new AttemptOutcome(Outcome.CANCELLED, "cancelled");
        } else if (left <= 0) {
            outcome = timedOut();
        }
        // With an outcome as well: it is an event loop that has to tell it.
        Exchange begun = context.get(call, request, Duration.ofNanos(Math.max(1, left)), this);
        latest = begun;
        cancelIfWanted(begun);
    }

    private long leftNanos() {
        return request.options().timeout().toNanos() - (System.nanoTime() - timer.beganNanos);
    }

    private AttemptOutcome timedOut() {
        return new AttemptOutcome(
                Outcome.TIMEOUT,
                "not finished within " + request.options().timeout().toMillis() + " ms");
    }

    @Override
    public void failed(ExchangeFailure failure, String reason, long nanos, StampSource source) {
        timer.stampedBy(source);
        finish(outcome == null ? outcomeAtFailure(failure, reason) : outcome, nanos);
    }

    private AttemptOutcome outcomeAtFailure(ExchangeFailure failure, String reason) {
        AnswerException known = reader == null ? null : reader.finding();
        if (known != null) {
            return AttemptOutcome.of(known);
        }
        if (reader != null && reader.isWhole()) {
            return AttemptOutcome.OK;
        }
        return switch (failure) {
            case CONNECT, NO_RESPONSE -> new AttemptOutcome(Outcome.CONNECT_ERROR, reason);
            case TIMEOUT -> timedOut();
            case CUT -> new AttemptOutcome(Outcome.STREAM_ERROR, reason);
            case PROTOCOL -> new AttemptOutcome(Outcome.PROTOCOL_ERROR, reason);
            case CANCELLED -> new AttemptOutcome(Outcome.CANCELLED, reason);
        };
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
        }
        reader = null;
    }

    private void finish(AttemptOutcome found, long closedNanos) {
        String note = found.outcome() == Outcome.OK && reader != null ? reader.note() : null;
        if (note != null) {
            context.notes().add(note);
        }
        closeReader();
        String error = found.error();
        AttemptOutcome printable = error == null
                ? found
                : new AttemptOutcome(
                        found.outcome(), ErrorText.of(error, request.prompt().text(), context.secrets()));
        RequestTiming record =
                context.records().of(request, engineVersion, timer, printable, status, retryAfterMillis, closedNanos);
        try {
            finished.accept(new Finished(record, timer.details()));
        } catch (RuntimeException e) {
            // Nor must a broken listener.
            LOG.error("listener failed on the record of request {}", request.id(), e);
        }
    }
}
