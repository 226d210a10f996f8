package io.tachograph.client.http;

/** A request in flight. */
public interface Exchange {
    /**
     * Gives the exchange up; the listener hears of {@link ExchangeFailure#CANCELLED}. HTTP/1.1 closes its connection,
     * HTTP/2 resets its stream and keeps the connection for the others. Nothing happens when it has ended. Thread-safe.
     */
    void cancel();
}
