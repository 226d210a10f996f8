package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.tachograph.client.http.Exchange;
import io.tachograph.client.http.ExchangeFailure;
import io.tachograph.client.http.ExchangeListener;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An attempt whose answer is somebody else's: measured like any other, and passed on first. What is wrong with it does not
 * end it. Used by the event loop that sent it.
 */
public final class PassedAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(PassedAttempt.class);

    private final AttemptContext context;
    private final AttemptFacts facts;
    private final @Nullable String engineVersion;
    private final ApiCall call;
    private final PassedAnswer listener;
    private final MeasuredAnswer answer;
    private @Nullable Exchange exchange;
    private boolean everPaused;

    PassedAttempt(
            AttemptContext context,
            AttemptFacts facts,
            @Nullable String engineVersion,
            ApiCall call,
            boolean tellsText,
            PassedAnswer listener) {
        this.context = context;
        this.facts = facts;
        this.engineVersion = engineVersion;
        this.call = call;
        this.listener = listener;
        this.answer = new MeasuredAnswer(context, facts.id(), facts.timeout(), false, new Keep(tellsText, false));
    }

    /** Its exchange, before it has reported anything. */
    void isCarriedBy(Exchange begun) {
        exchange = begun;
    }

    /** Gives it up: its end comes soon. */
    public void cancel() {
        exchange().cancel();
    }

    /** Gives it up, for the reason that is to be in its record. */
    public void cancel(Outcome outcome, String why) {
        answer.end(outcome, why);
        exchange().cancel();
    }

    /** Reads on only when it is resumed. From then on its record says that this side may explain its times. */
    public void pause() {
        everPaused = true;
        exchange().pause();
    }

    public void resume() {
        exchange().resume();
    }

    private Exchange exchange() {
        return Objects.requireNonNull(exchange, "the attempt has not begun");
    }

    /** What the HTTP client reports. */
    final class Listener implements ExchangeListener {
        @Override
        public void begins(long nanos) {
            answer.timer.begins(nanos);
        }

        @Override
        public void sent(long nanos) {
            answer.timer.sent(nanos);
            listener.sent();
        }

        @Override
        public void head(int status, HttpHeaders headers, long nanos) {
            listener.head(status, headers);
            answer.head(status, headers, call, nanos);
        }

        @Override
        public boolean body(ByteBuf bytes, long nanos) {
            listener.body(bytes);
            // What the reader thinks of it goes into the record; it passes all the same.
            boolean unused = answer.body(bytes, nanos);
            tellText();
            return true;
        }

        private void tellText() {
            String piece = answer.timer.takeText();
            if (!piece.isEmpty()) {
                listener.text(piece);
            }
        }

        @Override
        public void complete(long nanos, StampSource source) {
            // There are no further calls: the answer is the caller's.
            ApiCall unused = answer.complete(source);
            tellText();
            end(null, nanos);
        }

        @Override
        public void failed(ExchangeFailure failure, String reason, long nanos, StampSource source) {
            answer.failed(failure, reason, source);
            end(failure, nanos);
        }

        private void end(@Nullable ExchangeFailure failure, long closedNanos) {
            RequestTiming record = context.records()
                    .of(facts, engineVersion, answer.timer, answer.ending(""), everPaused, closedNanos);
            try {
                listener.ended(record, failure);
            } catch (RuntimeException e) {
                LOG.error("listener failed on the record of request {}", facts.id(), e);
            }
        }
    }
}
