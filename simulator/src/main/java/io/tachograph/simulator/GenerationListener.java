package io.tachograph.simulator;

/** What the engine reports to the answer of one request, in this order, on the replica's event loop. */
interface GenerationListener {
    /** The request left the queue for the batch. */
    void admitted();

    /** The index-th output token, from 0, leaves now. */
    void token(int index);

    /** A line that no client can read is due now; tokens follow. */
    void garbage();

    /** Every token has left. */
    void finished();

    /** The engine failed while answering. Nothing follows. */
    void failed();

    /** The server is to drop the connection. Nothing follows. */
    void cut();
}
