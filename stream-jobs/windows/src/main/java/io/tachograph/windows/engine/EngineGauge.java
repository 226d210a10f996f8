package io.tachograph.windows.engine;

import java.util.Locale;

/** The gauges of an engine. New ones are added at the end: their order is part of what is written. */
public enum EngineGauge {
    /** Requests in the batch. */
    RUNNING,
    /** Requests in the queue. */
    WAITING,
    /** Share of the KV cache in use, 0 to 1. */
    KV_CACHE_USAGE,
    /** Of a gateway: requests that its providers' rate limits leave. */
    REMAINING_REQUESTS,
    /** Likewise tokens. */
    REMAINING_TOKENS;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** Its canonical name on the wire. */
    public String key() {
        return key;
    }
}
