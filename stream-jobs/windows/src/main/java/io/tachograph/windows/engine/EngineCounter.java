package io.tachograph.windows.engine;

import java.util.Locale;

/** The counters of an engine. New ones are added at the end: their order is part of what is written. */
public enum EngineCounter {
    /** Including those from a cache. */
    PROMPT_TOKENS,
    CACHED_PROMPT_TOKENS,
    GENERATION_TOKENS,
    /** With stop or length. */
    REQUESTS_FINISHED,
    /** By the client. */
    REQUESTS_ABORTED,
    REQUESTS_FAILED,
    PREEMPTIONS,
    /** Of a gateway: US dollars. */
    COST_USD;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** Its canonical name on the wire. */
    public String key() {
        return key;
    }
}
