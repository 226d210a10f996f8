package io.tachograph.client.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerScraperTest {
    /** Answers one request. */
    private interface Page {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private HttpServer server;
    private volatile Page page = exchange -> send(exchange, 404, "text/plain", "");

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try {
                page.answer(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        stopped.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private ScrapeConfig config() {
        return ScrapeConfig.beside(url("/v1/chat/completions"), "m").withEvery(Duration.ofMillis(100));
    }

    @Test
    void run_isReadBeforeDuringAndAfter() throws Exception {
        AtomicInteger reading = new AtomicInteger();
        page = exchange -> {
            assertThat(exchange.getRequestURI().getPath()).isEqualTo("/metrics");
            int n = reading.incrementAndGet();
            send(exchange, 200, "text/plain; version=0.0.4", Texts.vllm(5, 10 * n, n, n));
        };
        ServerScraper scraper = ServerScraper.begin(config());
        await().until(() -> reading.get() >= 14);
        ServerTruth truth = scraper.finish();

        int n = reading.get();
        assertThat(truth.absent()).isNull();
        // One that was in flight when the run ended gives way to the last.
        assertThat(truth.readings()).isBetween(n - 1, n);
        ServerDifference difference = Objects.requireNonNull(truth.difference());
        assertThat(difference.counters()).containsEntry(ServerCounter.REQUESTS, 11.0 * (n - 1));
        // The running requests of reading n are 11 n mod 7: among fourteen in a row each of 0 to 6 twice.
        assertThat(truth.most()).containsEntry(ServerGauge.RUNNING, 6.0);
    }

    @ParameterizedTest
    @CsvSource({
        "404, text/plain, '', 'the server has no such page (404); SGLang has it with --enable-metrics'",
        "401, application/json, '\"no\"', the server wants a key for it (401)",
        "500, text/plain, 'oops', the server answered with status 500",
        "501, application/json, '{}', 'the server does not offer it (501); llama.cpp does with --metrics'",
        "200, text/html, '<html>', 'the server answered HTML, no metrics text'",
        "200, text/plain, 'hello world', 'this is no metrics text (line 1: cut: the last line has no line feed)'",
    })
    void pageWithoutMetrics_isAbsentWithTheReason(int status, String type, String body, String reason)
            throws Exception {
        page = exchange -> send(exchange, status, type, body);
        ServerTruth truth = ServerScraper.begin(config()).finish();

        assertThat(truth.absent()).isEqualTo("no metrics from " + url("/metrics") + ": " + reason);
        assertThat(truth.readings()).isZero();
        assertThat(truth.failures()).isEqualTo(1);
    }

    @Test
    void serverThatAnswersNothing_isAbsentAfterTheTimeLimit() throws Exception {
        page = exchange -> stopped.await();
        ServerTruth truth = ServerScraper.begin(config().withTimeout(Duration.ofMillis(200)))
                .finish();

        assertThat(truth.absent()).endsWith("no whole answer within 200 ms");
    }

    @Test
    void nobodyThere_isAbsent() throws Exception {
        ScrapeConfig config = config();
        server.stop(0);

        assertThat(ServerScraper.begin(config).finish().absent()).endsWith("cannot connect");
    }

    @Test
    void endlessText_isGivenUpAtTheLimit() throws Exception {
        page = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] line = "# more and more and more\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
            while (stopped.getCount() > 0) {
                exchange.getResponseBody().write(line);
            }
        };
        ScrapeConfig small = new ScrapeConfig(
                url("/metrics"), null, Duration.ofSeconds(1), Duration.ofSeconds(30), 1 << 20, Map.of(), null);

        assertThat(ServerScraper.begin(small).finish().absent()).endsWith("the answer has more than 1048576 bytes");
    }

    @Test
    void mountThatSendsOn_isFollowed() throws Exception {
        page = exchange -> {
            if (exchange.getRequestURI().getPath().equals("/metrics")) {
                exchange.getResponseHeaders().set("Location", "/metrics/");
                send(exchange, 307, "text/plain", "");
            } else {
                send(exchange, 200, "text/plain", Texts.vllm(5, 1, 1, 1));
            }
        };

        assertThat(ServerScraper.begin(config()).finish().absent()).isNull();
    }

    @Test
    void serverGoneAtTheEnd_isAbsentButCounted() throws Exception {
        page = exchange -> send(exchange, 200, "text/plain", Texts.vllm(5, 1, 1, 1));
        ServerScraper scraper = ServerScraper.begin(config().withEvery(Duration.ofHours(1)));
        page = exchange -> send(exchange, 503, "text/plain", "");
        ServerTruth truth = scraper.finish();

        assertThat(truth.absent()).startsWith("at the end no metrics from").endsWith("status 503");
        assertThat(truth.readings()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:8000, http://h:8000/metrics",
        "http://h:8000/, http://h:8000/metrics",
        "http://h:8000/v1, http://h:8000/metrics",
        "https://user:secret@h/team/v1/chat/completions?key=x, https://h/team/metrics",
        "http://h:3000/generate_stream, http://h:3000/metrics",
        "http://h:8080/v1/responses, http://h:8080/metrics",
        "http://[::1]:30000/generate, http://[::1]:30000/metrics",
    })
    void metrics_areBesideTheRootWithoutSecrets(URI api, URI metrics) {
        assertThat(ScrapeConfig.beside(api, null).url()).isEqualTo(metrics);
    }

    @ParameterizedTest
    @CsvSource({
        "ollama-chat, http://h:11434, Ollama",
        "ollama-generate, http://h:11434, Ollama",
        "azure-openai, https://x.openai.azure.com, Azure OpenAI",
        "anthropic, https://api.anthropic.com, the Anthropic API",
        "openai-chat, https://API.openai.com/v1, the OpenAI API",
    })
    void apisWithoutMetrics_areSaidToHaveNone(String api, URI url, String name) {
        assertThat(MetricsKnowledge.whyNone(api, url))
                .isEqualTo(name
                        + " has no metrics of its server that could be compared; --metrics-url reads a page that has");
    }

    @ParameterizedTest
    @CsvSource({"openai-chat", "openai-completions", "openai-responses", "vllm-generate", "litellm", "my.own.Adapter"})
    void otherApis_mayHaveSome(String api) {
        assertThat(MetricsKnowledge.whyNone(api, url("/v1"))).isNull();
    }

    @Test
    void keysInTheAddress_areRefusedOrNotShown() throws Exception {
        assertThatThrownBy(() -> config().withUrl(URI.create("http://ann:secret@127.0.0.1/metrics")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the metrics' address must not hold a user or a password: it would be stored with the result");

        AtomicInteger asked = new AtomicInteger();
        page = exchange -> {
            assertThat(exchange.getRequestURI().getQuery()).isEqualTo("key=secret");
            send(exchange, asked.incrementAndGet() == 1 ? 500 : 404, "text/plain", "");
        };
        ScrapeConfig config = config().withUrl(url("/metrics?key=secret"));
        ServerTruth truth = ServerScraper.begin(config).finish();

        assertThat(asked.get()).isOne();
        assertThat(truth.url()).isEqualTo(url("/metrics").toString());
        assertThat(truth.absent() + config).contains("status 500").doesNotContain("secret");
    }
}
