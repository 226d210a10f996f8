package io.tachograph.collectors.source.http;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a server's metrics are, and its other pages.
 *
 * @param base without a slash at its end
 * @param metrics with the query that was configured
 */
public record MetricsAddress(URI base, URI metrics) {
    private static final String METRICS = "/metrics";
    private static final String PROMETHEUS = "/prometheus";

    /**
     * @param url base URL, with or without the API's path, or the full URL of the metrics
     * @param own path of the metrics below a base URL
     * @throws IllegalArgumentException in one sentence
     */
    public static MetricsAddress of(String url, String own) {
        URI uri = uri(url);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
        String root = path.endsWith(METRICS)
                ? path.substring(0, path.length() - METRICS.length()).replaceFirst(PROMETHEUS + "$", "")
                : path.replaceFirst("/(v1|api)(/.*)?$", "");
        String place = uri.getScheme() + "://" + uri.getRawAuthority();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String metrics = path.endsWith(METRICS) ? uri.getRawPath() : root + own;
        return new MetricsAddress(URI.create(place + root), URI.create(place + metrics + query));
    }

    /**
     * A page whose whole address is configured.
     *
     * @throws IllegalArgumentException in one sentence
     */
    public static URI page(String url, String key) {
        try {
            return uri(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static URI uri(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url is not a URL: it must be http(s)://host[:port][/path]");
        }
        if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().matches("https?")) {
            throw new IllegalArgumentException("url must be http(s)://host[:port][/path]");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("url holds a user or password; name an environment variable instead");
        }
        return uri;
    }

    /** Another page. */
    public URI page(String path) {
        return URI.create(base + path);
    }

    /** Host and port, as a target's cluster is called when nobody says. */
    public String cluster() {
        return base.getHost() + (base.getPort() < 0 ? "" : "-" + base.getPort());
    }
}
