package io.tachograph.client.http;

/** What carries an exchange: a connection of HTTP/1.1 or a stream of HTTP/2. */
interface Carrier {
    /** The exchange has ended without the end of its answer: what still comes belongs to nobody. */
    void abandon();

    /** Whether to read on; on at first. */
    void reading(boolean on);
}
