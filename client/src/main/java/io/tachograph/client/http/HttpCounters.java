package io.tachograph.client.http;

import io.tachograph.client.http.arrival.StampCounters;

/**
 * Connections of a client, TLS handshakes that failed included, and how their reads were stamped.
 *
 * @param connectionsOpened TCP connections that came about since the client was started
 * @param connectionsOpen those of them that have not ended
 * @param stamps since the client was started
 */
public record HttpCounters(long connectionsOpened, long connectionsOpen, StampCounters stamps) {}
