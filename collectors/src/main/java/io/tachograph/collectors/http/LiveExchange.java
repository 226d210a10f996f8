package io.tachograph.collectors.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An exchange that has not ended. Lives on one event loop; only {@link #cancel} may be called from elsewhere. */
final class LiveExchange implements Exchange {
    private final HttpEndpoint endpoint;
    private final HttpCall call;
    private final ExchangeListener listener;
    private final LoopConnections connections;
    private @Nullable Connection connection;
    private @Nullable Future<?> timer;
    private boolean ended;

    LiveExchange(HttpEndpoint endpoint, HttpCall call, ExchangeListener listener, LoopConnections connections) {
        this.endpoint = endpoint;
        this.call = call;
        this.listener = listener;
        this.connections = connections;
    }

    HttpEndpoint endpoint() {
        return endpoint;
    }

    HttpCall call() {
        return call;
    }

    boolean ended() {
        return ended;
    }

    void start(EventLoop loop, long startedNanos) {
        long left = call.timeout().toNanos() - (System.nanoTime() - startedNanos);
        timer = loop.schedule(this::timeOut, Math.max(0, left), TimeUnit.NANOSECONDS);
        connections.connect(this);
    }

    private void timeOut() {
        fail(ExchangeFailure.TIMEOUT, "not finished within " + call.timeout().toMillis() + " ms");
    }

    void attach(Connection granted) {
        connection = granted;
        granted.run(this);
    }

    @Override
    public void cancel() {
        try {
            connections.loop().execute(() -> fail(ExchangeFailure.CANCELLED, "cancelled"));
        } catch (RejectedExecutionException e) {
            // The client is closed, and closing it has ended every exchange.
            return;
        }
    }

    void sent(long nanos) {
        listener.sent(nanos);
    }

    void head(int status, HttpHeaders headers, long nanos) {
        listener.head(status, headers, nanos);
    }

    void body(ByteBuf bytes, long nanos) {
        if (!listener.body(bytes, nanos)) {
            fail(ExchangeFailure.CANCELLED, "given up");
        }
    }

    void complete(long nanos) {
        if (end()) {
            listener.complete(nanos);
        }
    }

    void fail(ExchangeFailure failure, String reason) {
        if (end()) {
            long nanos = System.nanoTime();
            if (connection != null) {
                connection.abandon();
            }
            listener.failed(failure, reason, nanos);
        }
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        if (timer != null) {
            timer.cancel(false);
        }
        connections.forget(this);
        return true;
    }
}
