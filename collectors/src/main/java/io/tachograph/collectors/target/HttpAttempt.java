package io.tachograph.collectors.target;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.tachograph.collectors.http.ExchangeFailure;
import io.tachograph.collectors.http.ExchangeListener;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.net.URI;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt over HTTP, from its start to its record. Belongs to one event loop. */
final class HttpAttempt implements ExchangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(HttpAttempt.class);

    private final PromptRequest request;
    private final WireProtocol protocol;
    private final @Nullable ApiKey key;
    private final URI url;
    private final TimingRecord records;
    private final Consumer<Finished> finished;
    private final StreamTimer timer;
    private @Nullable AnswerReader reader;
    private @Nullable Integer status;
    private @Nullable Long retryAfterMillis;
    private @Nullable Verdict verdict;

    HttpAttempt(
            PromptRequest request,
            WireProtocol protocol,
            @Nullable ApiKey key,
            URI url,
            TimingRecord records,
            Consumer<Finished> finished,
            long beganNanos) {
        this.request = request;
        this.protocol = protocol;
        this.key = key;
        this.url = url;
        this.records = records;
        this.finished = finished;
        this.timer = new StreamTimer(beganNanos);
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
        reader = readerFor(code, headers);
    }

    private AnswerReader readerFor(int code, HttpHeaders headers) {
        if (code / 100 != 2) {
            return ErrorReader.ofStatus(code);
        }
        boolean streamed = request.options().streamed();
        AnswerKind kind = AnswerKind.of(headers);
        String objection = kind.objection(streamed);
        return objection == null
                ? protocol.readerFor(streamed, timer)
                : new ErrorReader(Outcome.PROTOCOL_ERROR, objection);
    }

    @Override
    public boolean body(ByteBuf bytes, long nanos) {
        AnswerReader current = reader;
        if (current == null) {
            return false;
        }
        try {
            current.read(bytes, nanos);
            return true;
        } catch (AnswerException e) {
            verdict = Verdict.of(e);
            return false;
        }
    }

    @Override
    public void complete(long nanos) {
        if (verdict == null) {
            verdict = verdictAtEnd();
        }
        finish(verdict, nanos);
    }

    private Verdict verdictAtEnd() {
        AnswerReader current = reader;
        if (current == null) {
            return new Verdict(Outcome.PROTOCOL_ERROR, "the answer has no head");
        }
        try {
            current.end();
            return Verdict.OK;
        } catch (AnswerException e) {
            return Verdict.of(e);
        }
    }

    @Override
    public void failed(ExchangeFailure failure, String reason, long nanos) {
        if (verdict == null) {
            verdict = verdictAtFailure(failure, reason);
        }
        finish(verdict, nanos);
    }

    private Verdict verdictAtFailure(ExchangeFailure failure, String reason) {
        if (reader instanceof ErrorReader errors) {
            return Verdict.of(errors.finding());
        }
        if (reader != null && reader.isWhole()) {
            return Verdict.OK;
        }
        Outcome outcome =
                switch (failure) {
                    case CONNECT, NO_RESPONSE -> Outcome.CONNECT_ERROR;
                    case TIMEOUT -> Outcome.TIMEOUT;
                    case CUT -> Outcome.STREAM_ERROR;
                    case PROTOCOL -> Outcome.PROTOCOL_ERROR;
                    case CANCELLED -> Outcome.CANCELLED;
                };
        return new Verdict(outcome, reason);
    }

    private void finish(Verdict found, long closedNanos) {
        Verdict printable = new Verdict(
                found.outcome(), ErrorText.of(found.error(), request.prompt().text(), key, url));
        RequestTiming record = records.of(timer, printable, status, retryAfterMillis, closedNanos);
        try {
            finished.accept(new Finished(record, Details.NONE));
        } catch (RuntimeException e) {
            // A broken listener must not take the connection and its other requests down with it.
            LOG.error("listener failed on the record of request {}", request.id(), e);
        }
    }
}
