package io.tachograph.client.endpoint;

/**
 * What a chunk is that the reader of its API does not know.
 *
 * @param kind how bad it is
 * @param told the target's sentence, empty when there is none
 */
record Stranger(Kind kind, String told) {
    enum Kind {
        /** A heartbeat, or a chunk of the API that says nothing. */
        HARMLESS,
        /** Nobody knows: harmless if the answer ends as a good one does. */
        UNKNOWN,
        /** Ends the answer. */
        ERROR,
        /** JSON that is none. */
        BROKEN
    }

    static final Stranger HARMLESS = new Stranger(Kind.HARMLESS, "");
    static final Stranger BROKEN = new Stranger(Kind.BROKEN, "");

    static Stranger error(String told) {
        return new Stranger(Kind.ERROR, told);
    }

    static Stranger unknown(String told) {
        return new Stranger(Kind.UNKNOWN, told);
    }
}
