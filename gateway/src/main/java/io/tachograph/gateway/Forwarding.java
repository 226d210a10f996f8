package io.tachograph.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.tachograph.client.endpoint.ApiResource;
import io.tachograph.client.endpoint.PassedAnswer;
import io.tachograph.client.endpoint.PassedAttempt;
import io.tachograph.client.endpoint.PassedRequest;
import io.tachograph.client.http.BodyBudget;
import io.tachograph.client.http.ExchangeFailure;
import io.tachograph.gateway.capture.Capture;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.metric.RequestTokens;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a target, and the answer on its way back. A target that cannot be reached is followed by the
 * next; once a request was handed to a socket it is never sent again. On the client connection's event loop, which is also
 * that of the exchange.
 */
final class Forwarding implements PassedAnswer {
    /** With these a target speaks of the gateway's own key, which is nobody else's business. */
    private static final Set<Integer> ABOUT_OUR_KEY = Set.of(401, 403, 407);

    private final GatewayParts parts;
    private final BodyBudget.Share share;
    private final Admission admission;
    private final @Nullable Capture capture;
    private final ClientAnswer answer;
    private final Channel client;
    private final Iterator<RoutedTarget> left;
    private final SilenceTimer silence;
    /** Until it was sent. */
    private @Nullable PassedRequest request;

    private final ApiResource resource;
    private final String id;
    private final boolean streamed;
    private @Nullable RoutedTarget target;
    private @Nullable PassedAttempt attempt;
    private boolean paused;
    private boolean stalled;
    private boolean clientGone;
    private int refusedWith;

    /**
     * @param share of the request's body, given back when that was sent
     * @param capture keeps it and its answer, null when nothing does
     * @param order the targets to be tried, at least one
     */
    Forwarding(
            GatewayParts parts,
            PassedRequest request,
            BodyBudget.Share share,
            Admission admission,
            @Nullable Capture capture,
            List<RoutedTarget> order,
            ClientAnswer answer,
            Channel client) {
        this.parts = parts;
        this.request = request;
        this.share = share;
        this.resource = request.resource();
        this.id = request.id().toString();
        this.streamed = request.streamed();
        this.admission = admission;
        this.capture = capture;
        this.left = order.iterator();
        this.answer = answer;
        this.client = client;
        this.silence = new SilenceTimer(
                client.eventLoop(), parts.settings().stallTimeout().toNanos(), this::silent);
    }

    void start() {
        send(Objects.requireNonNull(request, "sent before"));
    }

    private void send(PassedRequest next) {
        RoutedTarget chosen = left.next();
        target = chosen;
        request = next;
        chosen.begins();
        attempt = chosen.target().send(next, this);
    }

    @Override
    public void sent() {
        // It is never sent again; it may be large, and the answer long.
        letBodyGo();
        touch();
    }

    private void letBodyGo() {
        request = null;
        share.release();
    }

    @Override
    public void head(int status, HttpHeaders headers) {
        if (!isFailure(status)) {
            current().reached();
        }
        touch();
        if (ABOUT_OUR_KEY.contains(status)) {
            refusedWith = status;
        } else {
            answer.begin(status, PassedHeaders.ofAnswer(headers), further());
        }
    }

    private Map<String, String> further() {
        Map<String, String> further = new HashMap<>(admission.headers());
        further.put("x-tachograph-request-id", id);
        return further;
    }

    @Override
    public void body(ByteBuf bytes) {
        touch();
        if (refusedWith == 0) {
            answer.data(bytes);
            if (!client.isWritable() && !paused) {
                paused = true;
                silence.touch();
                attempt().pause();
            }
        }
    }

    @Override
    public void text(String piece) {
        if (capture != null) {
            capture.add(piece);
        }
    }

    /** The client has taken enough for more. */
    void writable() {
        if (paused) {
            paused = false;
            silence.stop();
            touch();
            attempt().resume();
        }
    }

    /** The client has gone away. */
    void clientGone() {
        clientGone = true;
        attempt().cancel();
    }

    /** An answer that is not streamed is silent until it is there. */
    private void touch() {
        if (streamed) {
            silence.touch();
        }
    }

    private void silent() {
        stalled = !paused;
        clientGone |= paused;
        attempt()
                .cancel(
                        paused ? Outcome.CANCELLED : Outcome.TIMEOUT,
                        (paused ? "the client read nothing for " : "nothing came for ")
                                + parts.settings().stallTimeout().toMillis() + " ms");
    }

    @Override
    public void ended(RequestTiming record, @Nullable ExchangeFailure failure) {
        silence.stop();
        RoutedTarget tried = current();
        tried.ended();
        judge(tried, record, failure);
        admission.tokensUsed().accept(RequestTokens.of(record));
        parts.publisher().publish(record);
        boolean isLast = failure != ExchangeFailure.CONNECT || clientGone || request == null || !left.hasNext();
        if (isLast) {
            letBodyGo();
            if (capture != null) {
                capture.ended(record);
            }
        }
        if (clientGone) {
            parts.tally().left.increment();
            answer.cut();
        } else if (failure == null) {
            whole();
        } else if (failure == ExchangeFailure.CONNECT) {
            tryAnother();
        } else if (answer.begun()) {
            parts.tally().broken.increment();
            answer.cut();
        } else {
            boolean late = stalled || failure == ExchangeFailure.TIMEOUT;
            unanswered(
                    late ? 504 : 502,
                    late ? "timeout" : "target_failed",
                    late ? "The target did not answer in time." : "The target ended without an answer.");
        }
    }

    /** What it says of the target, if anything. */
    private void judge(RoutedTarget tried, RequestTiming record, @Nullable ExchangeFailure failure) {
        Integer status = record.getHttpStatus();
        if (clientGone) {
            return;
        }
        if (failure == ExchangeFailure.CONNECT) {
            tried.unreachable();
        } else if (failure != null || status == null || isFailure(status)) {
            tried.failed();
        } else {
            tried.succeeded();
        }
    }

    /** Whether it says that the target, and not the request, is the reason. */
    private static boolean isFailure(int status) {
        return status >= 500 || status == 429 || ABOUT_OUR_KEY.contains(status);
    }

    private void whole() {
        if (refusedWith != 0) {
            unanswered(
                    502,
                    "target_refused_gateway",
                    "The target refused the gateway's own credentials (HTTP " + refusedWith + ").");
        } else {
            parts.tally().passed.increment();
            answer.end();
        }
    }

    private void tryAnother() {
        PassedRequest failed = request;
        if (failed != null) {
            parts.tally().failovers.increment();
            send(failed.again());
        } else {
            unanswered(502, "no_target_reached", "No target that serves this model can be reached.");
        }
    }

    private void unanswered(int status, String code, String sentence) {
        parts.tally().unanswered.increment();
        answer.whole(Reply.refusal(resource, status, code, sentence, further()));
    }

    private RoutedTarget current() {
        return Objects.requireNonNull(target, "not sent");
    }

    private PassedAttempt attempt() {
        return Objects.requireNonNull(attempt, "not sent");
    }
}
