package io.tachograph.collectors.source.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server that answers what a test wants, and remembers what it was asked. Pages that nobody put there are missing. */
public final class Peer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Answer> pages = new ConcurrentHashMap<>();
    private final List<Question> questions = new CopyOnWriteArrayList<>();

    /** How a page is answered. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** What was asked for, and with which credentials. */
    public record Question(
            String path,
            @Nullable String authorization,
            @Nullable String encoding) {}

    public Peer() throws IOException {
        this(HttpServer.create());
    }

    /** @param server not bound yet; it may be one of TLS */
    public Peer(HttpServer server) throws IOException {
        this.server = server;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            questions.add(new Question(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Accept-Encoding")));
            try (exchange) {
                pages.getOrDefault(exchange.getRequestURI().getPath(), status(404))
                        .to(exchange);
            }
        });
        server.start();
    }

    public String url() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public Peer page(String path, Answer answer) {
        pages.put(path, answer);
        return this;
    }

    public Peer page(String path, String type, String body) {
        return page(path, bytes(200, type, body.getBytes(StandardCharsets.UTF_8)));
    }

    public Peer json(String path, String body) {
        return page(path, "application/json", body);
    }

    public static Answer bytes(int status, String type, byte[] body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        };
    }

    public static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** Answers only those who know the key. */
    public static Answer closed(String key, Answer answer) {
        return exchange -> {
            if (("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer.to(exchange);
            } else {
                status(401).to(exchange);
            }
        };
    }

    public List<Question> questions() {
        return questions;
    }

    public List<String> paths() {
        return questions.stream().map(Question::path).toList();
    }

    /** A captured text of {@code client}'s tests, or one of ours by its whole path. */
    public static byte[] captured(String name) throws IOException {
        String path = name.startsWith("/") ? name : "/io/tachograph/client/scrape/" + name;
        try (InputStream in = Objects.requireNonNull(Peer.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
