package io.tachograph.collectors.source.http;

import io.tachograph.collectors.source.SourceException;
import java.util.Map;

/** What a server knows us by. Thread-safe. */
@FunctionalInterface
public interface Credentials {
    /** For a server that is open. */
    Credentials NONE = request -> Map.of();

    /**
     * Headers with the secret, looked up anew each time; none where there is none.
     *
     * @param request what they go with, for those that sign it
     * @throws SourceException when a variable that should hold it is not set, or holds something else
     */
    Map<String, String> headers(PageRequest request) throws SourceException;

    /**
     * Told when a server has answered them with 400, 401 or 403.
     *
     * @return whether the same question with new headers may be answered otherwise; it is then asked once more
     */
    default boolean renew(Page refusal) {
        return false;
    }
}
