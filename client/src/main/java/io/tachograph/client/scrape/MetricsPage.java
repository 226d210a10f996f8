package io.tachograph.client.scrape;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches one server's metrics. It uses the JDK's client and its threads, so that neither a reading nor a large text keeps
 * the event loops that stamp requests from their work.
 */
final class MetricsPage {
    /** Plain text is asked for; OpenMetrics is understood as well. */
    private static final String ACCEPT = "text/plain;version=0.0.4, application/openmetrics-text;q=0.5";

    private final ScrapeConfig config;
    private final HttpClient client;

    MetricsPage(ScrapeConfig config) {
        this.config = config;
        // /metrics is a mount in Python servers: some send on to /metrics/.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(config.timeout());
        if (config.tls() != null) {
            builder.sslContext(config.tls());
        }
        client = builder.build();
    }

    /** @throws NoServerMetricsException when nothing comes that can be compared */
    ServerMetrics read() throws NoServerMetricsException, InterruptedException {
        HttpResponse<byte[]> answer = fetch();
        check(answer);
        try {
            Exposition text = MetricsText.parse(answer.body(), ServerMetrics.wanted(), Integer.MAX_VALUE);
            return ServerMetrics.of(text, config.model());
        } catch (NoServerMetricsException e) {
            throw failure(e.reason());
        }
    }

    private HttpResponse<byte[]> fetch() throws NoServerMetricsException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(config.url()).header("Accept", ACCEPT);
        config.headers().forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), head -> new LimitedBody(config.maxBytes()));
        try {
            return answer.get(config.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw failure("no whole answer within " + config.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw failure(cause instanceof ConnectException ? "cannot connect" : withoutUrl(text));
        }
    }

    /** The JDK names the whole address here and there. */
    private String withoutUrl(String text) {
        String query = config.url().getRawQuery();
        return query == null || query.isEmpty() ? text : text.replace(query, "…");
    }

    private void check(HttpResponse<byte[]> answer) throws NoServerMetricsException {
        int status = answer.statusCode();
        if (status == 404) {
            throw failure("the server has no such page (404); SGLang has it with --enable-metrics");
        }
        if (status == 501) {
            throw failure("the server does not offer it (501); llama.cpp does with --metrics");
        }
        if (status == 401 || status == 403) {
            throw failure("the server wants a key for it (" + status + ")");
        }
        if (status != 200) {
            throw failure("the server answered with status " + status);
        }
        String type = answer.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (type.contains("html") || type.contains("json")) {
            throw failure("the server answered " + (type.contains("html") ? "HTML" : "JSON") + ", no metrics text");
        }
    }

    private NoServerMetricsException failure(String reason) {
        return new NoServerMetricsException("no metrics from " + config.shownUrl() + ": " + reason);
    }
}
