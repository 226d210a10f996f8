package io.tachograph.client.http;

/** A request in flight. */
public interface Exchange {
    /**
     * Gives the exchange up; the listener is given {@link ExchangeFailure#CANCELLED}. HTTP/1.1 closes its connection,
     * HTTP/2 resets its stream and keeps the connection for the others. Nothing happens when it has ended. Thread-safe.
     */
    void cancel();

    /**
     * Reads no more of the answer until {@link #resume}, so that its server has to wait; what has been read already still
     * comes. What waits unread may have stamps that are too late, and the exchange's time goes on. A paused exchange does
     * not notice that its server has gone. Over HTTP/2 it holds its share of the connection's window. Thread-safe.
     */
    void pause();

    /** Reads on. Thread-safe. */
    void resume();
}
