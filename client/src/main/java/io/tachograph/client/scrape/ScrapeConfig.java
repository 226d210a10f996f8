package io.tachograph.client.scrape;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where and how often to read a server's metrics.
 *
 * @param url of the metrics text, without a user; its query is sent, but neither shown nor stored
 * @param model as requests name it, null for all that the server serves
 * @param every time between two readings during a run
 * @param timeout for one reading, body included
 * @param maxBytes limit for a text
 * @param headers sent along, e.g. {@code Authorization}; vLLM and SGLang want none
 * @param tls null for the JDK's
 */
public record ScrapeConfig(
        URI url,
        @Nullable String model,
        Duration every,
        Duration timeout,
        int maxBytes,
        Map<String, String> headers,
        @Nullable SSLContext tls) {
    public ScrapeConfig {
        headers = Map.copyOf(headers);
        if (url.getHost() == null || url.getScheme() == null || !url.getScheme().matches("https?")) {
            throw new IllegalArgumentException("the metrics' address is no http or https URL with a host");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the metrics' address must not hold a user or a password: it would be stored with the result");
        }
        if (every.toMillis() < 100 || timeout.toMillis() < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("every must be 100 ms at least, timeout and maxBytes above zero");
        }
    }

    /**
     * {@code /metrics} beside an API's root, where vLLM, SGLang, TGI and llama.cpp have it; every 5 s, 10 s of time,
     * 32 MiB. Whether there is any: {@link MetricsKnowledge}.
     */
    public static ScrapeConfig beside(URI api, @Nullable String model) {
        return new ScrapeConfig(
                besideRoot(api), model, Duration.ofSeconds(5), Duration.ofSeconds(10), 32 << 20, Map.of(), null);
    }

    public ScrapeConfig withUrl(URI other) {
        return new ScrapeConfig(other, model, every, timeout, maxBytes, headers, tls);
    }

    public ScrapeConfig withEvery(Duration time) {
        return new ScrapeConfig(url, model, time, timeout, maxBytes, headers, tls);
    }

    public ScrapeConfig withTimeout(Duration limit) {
        return new ScrapeConfig(url, model, every, limit, maxBytes, headers, tls);
    }

    public ScrapeConfig withTls(@Nullable SSLContext context) {
        return new ScrapeConfig(url, model, every, timeout, maxBytes, headers, context);
    }

    /** The part of the path from {@code /v1} on belongs to the API; user, query and fragment are left out. */
    private static URI besideRoot(URI api) {
        if (api.getHost() == null) {
            throw new IllegalArgumentException("the API's address has no host");
        }
        String path = api.getRawPath() == null ? "" : api.getRawPath();
        String root = path.replaceFirst("/(v1|generate|generate_stream|chat/completions|completions)(/.*)?$", "");
        String port = api.getPort() < 0 ? "" : ":" + api.getPort();
        return URI.create(api.getScheme() + "://" + api.getHost() + port + root.replaceFirst("/+$", "") + "/metrics");
    }

    /** The address as it may be shown and stored: a query may hold a key. */
    String shownUrl() {
        return url.toString().replaceFirst("[?#].*", "");
    }

    /** Without the headers and the query, which may hold a key. */
    @Override
    public String toString() {
        return "ScrapeConfig[" + shownUrl() + ", model=" + model + ", every=" + every + "]";
    }
}
