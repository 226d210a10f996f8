package io.tachograph.client.endpoint;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of one answer. Made for one call of one attempt, so it may remember what came before; used by one
 * thread at a time.
 */
public interface ChunkReader {
    /**
     * @param event name of the server-sent event, null when it has none
     * @param data holds the chunk's bytes from 0 on, during this call
     * @param length their number, at least 1
     * @param into empty; receives what the chunk holds
     * @throws IOException when the chunk is not what the API promises; the message is shown to nobody
     */
    void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException;

    /**
     * Whether every good stream ends with a finish reason or a last chunk, so that one without was cut. False for the few
     * APIs whose streams just end.
     */
    default boolean marksTheEnd() {
        return true;
    }
}
