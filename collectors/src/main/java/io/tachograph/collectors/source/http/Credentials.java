package io.tachograph.collectors.source.http;

import io.tachograph.collectors.source.SourceException;
import java.util.Map;

/** What a server knows us by. Thread-safe. */
public interface Credentials {
    /** For a server that is open. */
    Credentials NONE = Map::of;

    /**
     * Headers with the secret, looked up anew each time; none where there is none.
     *
     * @throws SourceException when a variable that should hold it is not set, or holds something else
     */
    Map<String, String> headers() throws SourceException;
}
