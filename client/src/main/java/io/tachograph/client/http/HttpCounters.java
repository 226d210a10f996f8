package io.tachograph.client.http;

/**
 * Connections of a client, TLS handshakes that failed included.
 *
 * @param connectionsOpened TCP connections that came about since the client was started
 * @param connectionsOpen those of them that have not ended
 */
public record HttpCounters(long connectionsOpened, long connectionsOpen) {}
