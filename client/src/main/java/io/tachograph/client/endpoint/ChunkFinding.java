package io.tachograph.client.endpoint;

/**
 * What a chunk turned out to be that the reader of its API does not know.
 *
 * @param kind how bad it is
 * @param told the target's sentence, empty when there is none
 */
record ChunkFinding(Kind kind, String told) {
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

    static final ChunkFinding HARMLESS = new ChunkFinding(Kind.HARMLESS, "");
    static final ChunkFinding BROKEN = new ChunkFinding(Kind.BROKEN, "");

    static ChunkFinding error(String told) {
        return new ChunkFinding(Kind.ERROR, told);
    }

    static ChunkFinding unknown(String told) {
        return new ChunkFinding(Kind.UNKNOWN, told);
    }
}
