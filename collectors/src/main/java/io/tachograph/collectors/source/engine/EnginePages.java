package io.tachograph.collectors.source.engine;

import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.HttpFailure;
import io.tachograph.collectors.source.http.KeyVariable;
import io.tachograph.collectors.source.http.MetricsAddress;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.PageReader;
import io.tachograph.collectors.source.http.Reading;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * One engine's pages. Its key goes with {@code /v1/*}, and with any other page that has refused to answer without one;
 * vLLM's and SGLang's metrics are open, those of llama.cpp are not. Thread-safe.
 */
final class EnginePages {
    /** Plain text is asked for; OpenMetrics is understood as well. */
    private static final String ACCEPT = "text/plain;version=0.0.4, application/openmetrics-text;q=0.5";

    /** A page besides the metrics may not hold them up. */
    private static final int ASIDE_SECONDS = 2;

    private static final int ASIDE_BYTES = 1 << 20;

    private final PageReader reader;
    private final MetricsAddress address;
    private final KeyVariable key;
    private final Set<URI> closed = ConcurrentHashMap.newKeySet();

    EnginePages(PageReader reader, MetricsAddress address, KeyVariable key) {
        this.reader = reader;
        this.address = address;
        this.key = key;
    }

    CompletableFuture<Page> metrics(Reading reading) {
        return get(reading, reader, address.metrics(), ACCEPT);
    }

    /** A small page besides the metrics, which has to come soon. */
    CompletableFuture<Page> aside(Reading reading, String path) {
        URI url = address.page(path);
        return get(reading, reader.withMaxBytes(ASIDE_BYTES), url, "application/json")
                .orTimeout(ASIDE_SECONDS, TimeUnit.SECONDS)
                .handle((page, failure) -> {
                    if (failure != null) {
                        reading.stopStep();
                        throw new CompletionException(HttpFailure.of(url, failure));
                    }
                    return page;
                });
    }

    private CompletableFuture<Page> get(Reading reading, PageReader within, URI url, String accept) {
        try {
            Map<String, String> credentials = key.headers();
            boolean withKey = closed.contains(url)
                    || url.getRawPath().startsWith(address.base().getRawPath() + "/v1/");
            CompletableFuture<Page> first =
                    reading.step(within.get(url, headers(accept, withKey ? credentials : Map.of())));
            if (withKey || credentials.isEmpty()) {
                return first;
            }
            return first.thenCompose(page -> {
                if (page.status() != 401 && page.status() != 403) {
                    return CompletableFuture.completedFuture(page);
                }
                closed.add(url);
                return reading.step(within.get(url, headers(accept, credentials)));
            });
        } catch (SourceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Map<String, String> headers(String accept, Map<String, String> credentials) {
        Map<String, String> headers = new HashMap<>(credentials);
        headers.put("Accept", accept);
        return headers;
    }
}
