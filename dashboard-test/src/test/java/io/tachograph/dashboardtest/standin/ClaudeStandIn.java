package io.tachograph.dashboardtest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Claude's Messages API for tests: answers each request with the next reply that it was given, and keeps what was asked. */
public final class ClaudeStandIn implements AutoCloseable {
    public static final String KEY = "sk-ant-stand-in-0123456789";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();

    public ClaudeStandIn(Reply... replies) throws IOException {
        this.replies.addAll(List.of(replies));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "claude-stand-in");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/v1/messages", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The bodies of the requests so far. */
    public List<JsonNode> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(JSON.readTree(exchange.getRequestBody()));
            @Nullable Reply reply = isFromAClient(exchange) ? replies.poll() : null;
            if (reply == null) {
                reply = Reply.error(400, "invalid_request_error", Map.of());
            }
            reply.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), 0);
            try (OutputStream out = exchange.getResponseBody()) {
                // In two, so that events are cut apart, too.
                out.write(body, 0, body.length / 2);
                out.flush();
                out.write(body, body.length / 2, body.length - body.length / 2);
            }
        }
    }

    /** The SDK shows the key in one of the two ways that the API takes. */
    private static boolean isFromAClient(HttpExchange exchange) {
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("x-api-key"));
        String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("authorization"));
        return exchange.getRequestMethod().equals("POST")
                && (key.equals(KEY) || bearer.equals("Bearer " + KEY))
                && exchange.getRequestHeaders().containsKey("anthropic-version");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
