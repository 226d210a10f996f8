package io.tachograph.collectors.source.http;

import io.tachograph.client.scrape.LimitedBody;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages. An answer beyond the limit ends its connection; so does cancelling the future, which is how a page that
 * never ends is given up. Nothing compressed is asked for, and what comes as gzip all the same is inflated within the
 * limit. Thread-safe; one for all sources of a kind, since each holds a thread.
 */
public final class PageReader {
    /** Far above the largest page of an engine that was seen, 400 kB. */
    public static final int DEFAULT_MAX_BYTES = 16 << 20;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int THREADS = 2;

    private final HttpClient client;
    private final int maxBytes;

    private PageReader(HttpClient client, int maxBytes) {
        this.client = client;
        this.maxBytes = maxBytes;
    }

    /** @param tls null for the JDK's trust */
    public static PageReader create(@Nullable SSLContext tls) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "tachograph-pages");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .executor(threads);
        if (tls != null) {
            client.sslContext(tls);
        }
        return new PageReader(client.build(), DEFAULT_MAX_BYTES);
    }

    /** The same with another limit for a body, as it comes and inflated. */
    public PageReader withMaxBytes(int bytes) {
        return new PageReader(client, bytes);
    }

    /**
     * Gets a page, whatever its status. Redirects to the same host are followed.
     *
     * @param headers which the host may see, credentials included
     * @return completes exceptionally with a {@link io.tachograph.collectors.source.SourceException}
     */
    public CompletableFuture<Page> get(URI url, Map<String, String> headers) {
        return ask(new PageRequest(url, headers, null));
    }

    /** The same of a page that may be posted to. A redirected post is an answer like any other. */
    public CompletableFuture<Page> ask(PageRequest request) {
        return new Fetch(request, this).begin();
    }

    int maxBytes() {
        return maxBytes;
    }

    CompletableFuture<java.net.http.HttpResponse<byte[]>> send(HttpRequest request) {
        return client.sendAsync(request, head -> new LimitedBody(maxBytes));
    }
}
