package io.tachograph.collectors.source.http;

import io.tachograph.client.scrape.BodyTooLargeException;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One page on its way, over redirects. */
final class Fetch {
    private static final int MOST_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final PageRequest request;
    private final PageReader reader;
    private final CompletableFuture<Page> page = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<?> exchange;

    Fetch(PageRequest request, PageReader reader) {
        this.request = request;
        this.reader = reader;
    }

    CompletableFuture<Page> begin() {
        // Given up or timed out: the JDK closes the connection.
        CompletableFuture<?> unused = page.whenComplete((done, failure) -> {
            CompletableFuture<?> running = exchange;
            if (running != null) {
                running.cancel(true);
            }
        });
        send(request.url(), MOST_REDIRECTS);
        return page;
    }

    private void send(URI url, int redirects) {
        HttpRequest.Builder sent = HttpRequest.newBuilder(url);
        request.headers().forEach(sent::header);
        String body = request.body();
        if (body != null) {
            sent.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        CompletableFuture<HttpResponse<byte[]>> answer = reader.send(sent.build());
        exchange = answer;
        CompletableFuture<?> unused = answer.whenComplete((response, failure) -> {
            try {
                if (failure != null) {
                    page.completeExceptionally(HttpFailure.of(url, failure));
                } else {
                    take(url, response, redirects);
                }
            } catch (SourceException | RuntimeException e) {
                page.completeExceptionally(e);
            }
        });
        if (page.isDone()) {
            answer.cancel(true);
        }
    }

    private void take(URI url, HttpResponse<byte[]> response, int redirects) throws SourceException {
        long endNanos = System.nanoTime();
        String location = response.headers().firstValue("location").orElse(null);
        if (REDIRECTS.contains(response.statusCode()) && location != null && request.body() == null) {
            send(target(url, location, redirects), redirects - 1);
            return;
        }
        page.complete(new Page(url, response.statusCode(), response.headers(), inflated(url, response), endNanos));
    }

    /** On the same host, so that a key stays where it belongs; from plain HTTP to TLS, but not back. */
    private static URI target(URI from, String location, int redirects) throws SourceException {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new SourceException(
                    FailureKind.MALFORMED, HttpFailure.shown(from) + " redirects to an invalid address");
        }
        if (redirects == 0) {
            throw new SourceException(FailureKind.UNAVAILABLE, HttpFailure.shown(from) + " redirects in a loop");
        }
        boolean sameHost = from.getHost().equalsIgnoreCase(to.getHost());
        boolean sameServer = from.getScheme().equals(to.getScheme()) && from.getPort() == to.getPort();
        if (!sameHost || !(sameServer || (from.getScheme().equals("http") && "https".equals(to.getScheme())))) {
            throw new SourceException(
                    FailureKind.UNAVAILABLE,
                    HttpFailure.shown(from) + " redirects to another server, " + HttpFailure.shown(to)
                            + ": if that is the right one, put its address into the configuration");
        }
        return to;
    }

    private byte[] inflated(URI url, HttpResponse<byte[]> response) throws SourceException {
        String encoding = response.headers()
                .firstValue("content-encoding")
                .orElse("identity")
                .toLowerCase(Locale.ROOT);
        if (encoding.equals("identity")) {
            return response.body();
        }
        if (!encoding.equals("gzip") && !encoding.equals("x-gzip")) {
            throw new SourceException(
                    FailureKind.MALFORMED,
                    HttpFailure.shown(url) + " answers in an encoding that nobody asked for, " + encoding);
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            byte[] body = in.readNBytes(reader.maxBytes() + 1);
            if (body.length > reader.maxBytes()) {
                throw new BodyTooLargeException(reader.maxBytes());
            }
            return body;
        } catch (IOException e) {
            throw HttpFailure.of(url, e);
        }
    }
}
