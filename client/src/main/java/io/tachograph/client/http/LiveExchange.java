package io.tachograph.client.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.tachograph.schemas.avro.StampSource;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that has not ended. Lives on one event loop; only {@link #cancel} may be called from elsewhere. Run, it
 * begins: so it is the task that brings itself to its loop.
 */
final class LiveExchange implements Exchange, Runnable {
    /** Its place in {@link Deadlines}, which alone writes these. */
    @Nullable
    LiveExchange previous;

    @Nullable
    LiveExchange next;

    Deadlines.@Nullable SameLimit limit;

    private final HttpEndpoint endpoint;
    private final HttpCall call;
    private final ExchangeListener listener;
    private final EventLoopExchanges home;
    private final long limitNanos;
    private final long deadlineNanos;
    private @Nullable Carrier carrier;
    private boolean ended;
    /** When it was asked for, was sent, or something of the answer arrived. */
    private long latestNanos;

    private boolean stampedByKernel;
    private boolean stampedByReading;

    LiveExchange(
            HttpEndpoint endpoint,
            HttpCall call,
            ExchangeListener listener,
            EventLoopExchanges home,
            long startedNanos) {
        this.endpoint = endpoint;
        this.call = call;
        this.listener = listener;
        this.home = home;
        this.limitNanos = call.timeout().toNanos();
        this.deadlineNanos = startedNanos + limitNanos;
        this.latestNanos = startedNanos;
    }

    HttpEndpoint endpoint() {
        return endpoint;
    }

    HttpCall call() {
        return call;
    }

    long limitNanos() {
        return limitNanos;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void run() {
        home.begin(this);
    }

    void carriedBy(Carrier granted) {
        carrier = granted;
    }

    @Override
    public void cancel() {
        try {
            home.loop().execute(() -> fail(ExchangeFailure.CANCELLED, "cancelled"));
        } catch (RejectedExecutionException e) {
            // The client is closed, and closing it has ended every exchange.
            return;
        }
    }

    void timeOut() {
        fail(ExchangeFailure.TIMEOUT, "not finished within " + call.timeout().toMillis() + " ms");
    }

    /** No connection came about. */
    void refuse(String reason) {
        if (home.closed()) {
            fail(ExchangeFailure.CANCELLED, EventLoopExchanges.CLIENT_CLOSED);
        } else {
            fail(ExchangeFailure.CONNECT, "no connection to " + endpoint + ": " + reason);
        }
    }

    /** Its event loop has taken it up. */
    void begins() {
        listener.begins(System.nanoTime());
    }

    void sent(long nanos) {
        if (!ended) {
            latestNanos = nanos;
            listener.sent(nanos);
        }
    }

    void head(int status, HttpHeaders headers, SocketStamps stamps) {
        listener.head(status, headers, arrived(stamps));
    }

    void body(ByteBuf bytes, SocketStamps stamps) {
        if (!listener.body(bytes, arrived(stamps))) {
            fail(ExchangeFailure.CANCELLED, "given up");
        }
    }

    void complete(SocketStamps stamps) {
        long nanos = arrived(stamps);
        if (end()) {
            listener.complete(nanos, stampSource());
        }
    }

    /** Nothing of an answer arrives before its request was sent, or before what came before it. */
    private long arrived(SocketStamps stamps) {
        latestNanos = stamps.arrivalNanosAfter(latestNanos);
        if (stamps.byKernel()) {
            stampedByKernel = true;
        } else {
            stampedByReading = true;
        }
        return latestNanos;
    }

    private StampSource stampSource() {
        return stampedByKernel && !stampedByReading ? StampSource.KERNEL : StampSource.READ;
    }

    void fail(ExchangeFailure failure, String reason) {
        if (end()) {
            long nanos = System.nanoTime();
            if (carrier != null) {
                carrier.abandon();
            }
            listener.failed(failure, reason, nanos, stampSource());
        }
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        if (limit != null) {
            limit.remove(this);
        }
        return true;
    }
}
