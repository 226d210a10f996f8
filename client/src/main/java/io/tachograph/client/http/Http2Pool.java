package io.tachograph.client.http;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections of HTTP/2 to one endpoint, and the exchanges that wait for one of them to stand. */
final class Http2Pool {
    private final HttpEndpoint endpoint;
    private final Http2Connections connections;
    private final Set<Http2Session> standing = new LinkedHashSet<>();
    /** Those that had room for another stream when they were last looked at. */
    private final ArrayDeque<Http2Session> roomy = new ArrayDeque<>();

    private final ArrayDeque<LiveExchange> waiting = new ArrayDeque<>();
    private int connecting;
    private int streamsExpected;

    Http2Pool(HttpEndpoint endpoint, Http2Connections connections) {
        this.endpoint = endpoint;
        this.connections = connections;
        this.streamsExpected = config().reuse() ? config().maxStreams() : 1;
    }

    HttpEndpoint endpoint() {
        return endpoint;
    }

    HttpClientConfig config() {
        return connections.config();
    }

    void carry(LiveExchange exchange) {
        Http2Session session = roomySession();
        if (session == null) {
            waiting.add(exchange);
            connectAsNeeded();
        } else {
            start(session, exchange);
        }
    }

    private void start(Http2Session session, LiveExchange exchange) {
        connections.flushLater(session);
        session.start(exchange);
    }

    private @Nullable Http2Session roomySession() {
        long now = System.nanoTime();
        Http2Session oldest = roomy.peekFirst();
        while (oldest != null && !oldest.fresh(now)) {
            unlist(roomy.removeFirst());
            oldest = roomy.peekFirst();
        }
        Http2Session newest = roomy.peekLast();
        while (newest != null && !(newest.hasRoom() && newest.fresh(now))) {
            unlist(roomy.removeLast());
            newest = roomy.peekLast();
        }
        return newest;
    }

    private static void unlist(Http2Session session) {
        session.listed = false;
        session.closeIfUnused();
    }

    private void connectAsNeeded() {
        while ((long) connecting * streamsExpected < waiting.size()) {
            connecting++;
            connections.connect(endpoint, new Connector.Outcome() {
                @Override
                public void stands(Channel channel, SocketStamps stamps) {
                    Http2Session.install(channel, stamps, Http2Pool.this);
                }

                @Override
                public void refused(String reason) {
                    Http2Pool.this.refused(reason);
                }
            });
        }
    }

    /** A connection could not be made: the exchanges waiting for it fail, the oldest first. */
    void refused(String reason) {
        connecting--;
        while (waiting.size() > (long) connecting * streamsExpected) {
            waiting.remove().refuse(reason);
        }
    }

    /** The server has agreed to HTTP/2. */
    void stands(Http2Session session) {
        connecting--;
        standing.add(session);
        streamsExpected = session.limit();
        hasRoom(session);
        connectAsNeeded();
    }

    /** A stream has ended, or the server allows more. */
    void hasRoom(Http2Session session) {
        boolean begun = false;
        while (!waiting.isEmpty() && session.hasRoom()) {
            LiveExchange next = waiting.remove();
            if (!next.ended()) {
                session.start(next);
                begun = true;
            }
        }
        if (begun) {
            session.flush();
        }
        if (!session.listed && session.hasRoom()) {
            session.listed = true;
            roomy.addLast(session);
        }
    }

    void ended(Http2Session session) {
        standing.remove(session);
        if (session.listed) {
            session.listed = false;
            roomy.remove(session);
        }
    }

    void close() {
        List.copyOf(standing).forEach(Http2Session::close);
    }
}
