package io.tachograph.collectors.http;

/** A request under way. */
public interface Exchange {
    /**
     * Gives the exchange up and closes its connection; the listener hears of {@link ExchangeFailure#CANCELLED}. Nothing
     * happens when it has ended. Thread-safe.
     */
    void cancel();
}
