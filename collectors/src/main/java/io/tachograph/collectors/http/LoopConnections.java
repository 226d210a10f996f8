package io.tachograph.collectors.http;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections and exchanges of one event loop. Only that loop's thread comes here, so nothing is locked.
 *
 * <p>The connection that was used last is used first; what is left over grows old and is closed.
 */
final class LoopConnections {
    private final EventLoop loop;
    private final Connector connector;
    private final long idleLimitNanos;
    private final long settleNanos;
    private final Map<HttpEndpoint, Deque<Connection>> idle = new HashMap<>();
    private final Set<LiveExchange> live = new HashSet<>();
    private boolean closed;

    LoopConnections(EventLoop loop, Connector connector, long idleLimitNanos, long settleNanos) {
        this.loop = loop;
        this.connector = connector;
        this.idleLimitNanos = idleLimitNanos;
        this.settleNanos = settleNanos;
    }

    EventLoop loop() {
        return loop;
    }

    long idleLimitNanos() {
        return idleLimitNanos;
    }

    void begin(LiveExchange exchange, long startedNanos) {
        if (closed) {
            exchange.fail(ExchangeFailure.CANCELLED, "the client is closed");
        } else {
            live.add(exchange);
            exchange.start(loop, startedNanos);
        }
    }

    /** Gives the exchange a connection that lies idle, or makes one. */
    void connect(LiveExchange exchange) {
        @Nullable Connection kept = takeIdle(exchange.endpoint());
        if (kept != null) {
            exchange.attach(kept);
        } else {
            connector.connect(this, exchange);
        }
    }

    private @Nullable Connection takeIdle(HttpEndpoint endpoint) {
        Deque<Connection> kept = idle.get(endpoint);
        if (kept == null) {
            return null;
        }
        closeExpired(kept);
        return kept.pollLast();
    }

    /**
     * Keeps a connection for the next exchange, after it has settled. The time alone would not do: a loop that was busy
     * meanwhile has not read the server's end yet. A timer runs after the reads of its turn, so by then it has.
     */
    void release(Connection connection) {
        if (settleNanos == 0) {
            keep(connection);
        } else {
            var unused = loop.schedule(() -> keep(connection), settleNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void keep(Connection connection) {
        if (closed || !connection.usable(System.nanoTime())) {
            connection.close();
            return;
        }
        Deque<Connection> kept = idle.computeIfAbsent(connection.endpoint(), endpoint -> new ArrayDeque<>());
        closeExpired(kept);
        kept.addLast(connection);
    }

    private static void closeExpired(Deque<Connection> kept) {
        long now = System.nanoTime();
        kept.removeIf(connection -> {
            boolean expired = !connection.usable(now);
            if (expired) {
                connection.close();
            }
            return expired;
        });
    }

    void forget(Connection connection) {
        Deque<Connection> kept = idle.get(connection.endpoint());
        if (kept != null) {
            kept.remove(connection);
        }
    }

    void forget(LiveExchange exchange) {
        live.remove(exchange);
    }

    void close() {
        closed = true;
        for (LiveExchange exchange : List.copyOf(live)) {
            exchange.fail(ExchangeFailure.CANCELLED, "the client is closed");
        }
        for (Deque<Connection> kept : idle.values()) {
            List.copyOf(kept).forEach(Connection::close);
        }
        idle.clear();
    }
}
