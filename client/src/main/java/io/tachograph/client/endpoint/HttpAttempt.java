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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt over HTTP, from its start to its record: one call, or several one after the other. Only one thread uses it
 * at a time, handed over by the HTTP client; only {@link #cancel} may come from any thread.
 */
final class HttpAttempt implements ExchangeListener, Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(HttpAttempt.class);

    private final AttemptContext context;
    private final PromptRequest request;
    private final @Nullable String engineVersion;
    private final Consumer<String> piece;
    private final Consumer<Finished> finished;
    private final MeasuredAnswer answer;
    private ApiCall call;
    /** Two, because the thread that began may note the first only when the second is in flight. */
    private volatile @Nullable Exchange first;

    private volatile @Nullable Exchange latest;
    private volatile boolean cancelled;

    HttpAttempt(
            AttemptContext context,
            PromptRequest request,
            @Nullable String engineVersion,
            Consumer<String> piece,
            Consumer<Finished> finished) {
        this.answer = new MeasuredAnswer(
                context,
                request.id(),
                request.options().timeout(),
                true,
                request.options().keep());
        this.context = context;
        this.request = request;
        this.engineVersion = engineVersion;
        this.piece = piece;
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
        answer.timer.begins(nanos);
    }

    @Override
    public void sent(long nanos) {
        answer.timer.sent(nanos);
    }

    @Override
    public void head(int status, HttpHeaders headers, long nanos) {
        answer.head(status, headers, call, nanos);
    }

    @Override
    public boolean body(ByteBuf bytes, long nanos) {
        boolean mayEndWell = answer.body(bytes, nanos);
        tellText();
        return mayEndWell;
    }

    @Override
    public void complete(long nanos, StampSource source) {
        ApiCall next = answer.complete(source);
        if (next == null) {
            finish(nanos);
        } else {
            follow(next);
        }
    }

    private void follow(ApiCall next) {
        call = next;
        answer.prepareForNextCall();
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
            answer.end(Outcome.CANCELLED, "cancelled");
        } else if (left <= 0) {
            answer.timeOut();
        }
        // Also when the outcome is known: an event loop has to report it.
        Exchange begun = context.get(call, request, Duration.ofNanos(Math.max(1, left)), this);
        latest = begun;
        cancelIfWanted(begun);
    }

    private long leftNanos() {
        return request.options().timeout().toNanos() - (System.nanoTime() - answer.timer.beganNanos);
    }

    @Override
    public void failed(ExchangeFailure failure, String reason, long nanos, StampSource source) {
        answer.failed(failure, reason, source);
        finish(nanos);
    }

    private void tellText() {
        String text = answer.timer.newText();
        if (!text.isEmpty()) {
            try {
                piece.accept(text);
            } catch (RuntimeException e) {
                // A broken listener must not take the answer with it.
                LOG.error("listener failed on a piece of the answer to request {}", request.id(), e);
            }
        }
    }

    private void finish(long closedNanos) {
        MeasuredAnswer.Ending ending = answer.ending(request.prompt().text());
        tellText();
        RequestTiming record = context.records()
                .of(
                        AttemptFacts.of(request, context.config()),
                        engineVersion,
                        answer.timer,
                        ending,
                        false,
                        closedNanos);
        try {
            finished.accept(new Finished(record, answer.timer.details()));
        } catch (RuntimeException e) {
            // Nor must a broken listener take the connection down.
            LOG.error("listener failed on the record of request {}", request.id(), e);
        }
    }
}
