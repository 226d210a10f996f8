package io.tachograph.client.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.Map;

/** Connections of HTTP/1.1, which carry one exchange at a time. */
final class Http1Connections implements Connections {
    private static final int LENT_BYTES = 64 * 1024;

    private final EventLoopExchanges exchanges;
    private final Connector connector;
    private final HttpClientConfig config;
    private final Map<HttpEndpoint, IdleConnections> kept = new HashMap<>();
    private final ByteBuf lent = Unpooled.wrappedBuffer(new byte[LENT_BYTES]);

    Http1Connections(EventLoopExchanges exchanges, Connector connector, HttpClientConfig config) {
        this.exchanges = exchanges;
        this.connector = connector;
        this.config = config;
    }

    HttpClientConfig config() {
        return config;
    }

    /** Memory in which a connection may lay out what it reads, until it has handled that. */
    ByteBuf lent() {
        return lent;
    }

    @Override
    public void carry(LiveExchange exchange) {
        IdleConnections candidates = kept.get(exchange.endpoint());
        Connection connection = candidates == null ? null : candidates.take(exchanges.turn());
        if (connection == null) {
            connect(exchange);
        } else {
            connection.run(exchange);
        }
    }

    private void connect(LiveExchange exchange) {
        connector.connect(exchanges.loop(), exchange.endpoint(), new Connector.Outcome() {
            @Override
            public void stands(Channel channel, SocketStamps stamps) {
                Connection made = Connection.on(channel, stamps, exchange.endpoint(), Http1Connections.this);
                if (exchange.ended()) {
                    release(made);
                } else {
                    made.run(exchange);
                }
            }

            @Override
            public void refused(String reason) {
                exchange.refuse(reason);
            }
        });
    }

    /** Keeps a connection for the next exchange. */
    void release(Connection connection) {
        if (exchanges.closed() || !config.reuse()) {
            connection.close();
            return;
        }
        kept.computeIfAbsent(
                        connection.endpoint(),
                        endpoint -> new IdleConnections(config.settle().toNanos()))
                .add(connection, exchanges.turn());
        exchanges.noteTurn();
    }

    @Override
    public void flush() {
        // Each request was flushed on its own connection.
    }

    @Override
    public void close() {
        kept.values().forEach(IdleConnections::close);
        kept.clear();
        connector.close();
    }
}
