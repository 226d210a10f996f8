package io.tachograph.collectors.source.http;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a server.
 *
 * @param headers which the server may see
 * @param body text that is posted; null for a page that is got
 */
public record PageRequest(
        URI url, Map<String, String> headers, @Nullable String body) {
    public PageRequest {
        headers = Map.copyOf(headers);
    }

    public String method() {
        return body == null ? "GET" : "POST";
    }
}
