package io.tachograph.client.http;

/** The connections of one event loop, in one version of HTTP. Only that loop's thread comes here. */
interface Connections {
    /** Puts the exchange on a connection that is there, or makes one. */
    void carry(LiveExchange exchange);

    /** The requests of a turn of the loop have been written. */
    void flush();

    void close();
}
