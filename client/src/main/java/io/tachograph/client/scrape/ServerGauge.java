package io.tachograph.client.scrape;

import java.util.Locale;

/** What is going on in a server at the moment. */
public enum ServerGauge {
    /** Requests being worked on. */
    RUNNING,
    /** Requests queued. */
    WAITING,
    /** Share of the KV cache in use, 0 to 1: the mean of all engines. */
    KV_CACHE_USAGE;

    /** Its canonical name on the wire. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
