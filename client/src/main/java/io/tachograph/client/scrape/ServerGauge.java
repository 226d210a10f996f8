package io.tachograph.client.scrape;

/** What is going on in a server at the moment. */
public enum ServerGauge {
    /** Requests being worked on. */
    RUNNING,
    /** Requests queued. */
    WAITING
}
