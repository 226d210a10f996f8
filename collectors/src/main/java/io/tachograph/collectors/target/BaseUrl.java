package io.tachograph.collectors.target;

import io.tachograph.schemas.TargetConfig;
import java.net.URI;

/** Paths below a base URL that may or may not end in {@code /v1}. */
final class BaseUrl {
    private final String root;
    private final String query;

    BaseUrl(TargetConfig target) {
        URI url = target.url();
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.endsWith("/completions")) {
            throw new IllegalArgumentException("target " + target.slug()
                    + ": give the base URL, such as http://host:8000/v1, without '/completions' or what precedes it");
        }
        root = path.endsWith("/v1") ? path.substring(0, path.length() - "/v1".length()) : path;
        query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    }

    /** @param resource e.g. {@code chat/completions} */
    String v1(String resource) {
        return root + "/v1/" + resource + query;
    }

    /**
     * Without the query, which may hold a key.
     *
     * @param resource e.g. {@code version}, beside {@code v1}
     */
    String beside(String resource) {
        return root + "/" + resource;
    }
}
