package io.tachograph.client.http;

/**
 * Connections of a client, TLS handshakes that failed included, and stamps that were not used.
 *
 * @param connectionsOpened TCP connections that came about since the client was started
 * @param connectionsOpen those of them that have not ended
 * @param impossibleStamps reads for which the kernel's stamp cannot be right and the clock's reading was taken: later than
 *     the read, before the request was sent or before what came earlier, or within a second after the wall clock was set
 */
public record HttpCounters(long connectionsOpened, long connectionsOpen, long impossibleStamps) {}
