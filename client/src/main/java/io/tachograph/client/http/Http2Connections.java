package io.tachograph.client.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connections of HTTP/2, which carry many exchanges at a time. */
final class Http2Connections implements Connections {
    private final EventLoopExchanges exchanges;
    private final Connector connector;
    private final HttpClientConfig config;
    private final Map<HttpEndpoint, Http2Pool> pools = new HashMap<>();
    private final List<Http2Session> unflushed = new ArrayList<>();

    Http2Connections(EventLoopExchanges exchanges, Connector connector, HttpClientConfig config) {
        this.exchanges = exchanges;
        this.connector = connector;
        this.config = config;
    }

    HttpClientConfig config() {
        return config;
    }

    void connect(HttpEndpoint endpoint, Connector.Outcome outcome) {
        connector.connect(exchanges.loop(), endpoint, outcome);
    }

    @Override
    public void carry(LiveExchange exchange) {
        pools.computeIfAbsent(exchange.endpoint(), endpoint -> new Http2Pool(endpoint, this))
                .carry(exchange);
    }

    /** Frames were written that nothing has handed to the socket yet. */
    void flushLater(Http2Session session) {
        if (session.askForFlush()) {
            unflushed.add(session);
        }
    }

    @Override
    public void flush() {
        for (int i = 0; i < unflushed.size(); i++) {
            unflushed.get(i).flush();
        }
        unflushed.clear();
    }

    @Override
    public void close() {
        pools.values().forEach(Http2Pool::close);
    }
}
