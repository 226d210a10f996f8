package io.tachograph.client.endpoint;

import org.jspecify.annotations.Nullable;

/** A reader that can take most chunks where they are. */
interface InPlaceChunkReader extends ChunkReader {
    /**
     * Does what {@link #read} does, if it can.
     *
     * @return whether it has; if not, {@code into} may hold half of it, none of it text, and {@link #read} is to be asked
     */
    boolean readInPlace(@Nullable String event, byte[] data, int from, int length, Chunk into);
}
