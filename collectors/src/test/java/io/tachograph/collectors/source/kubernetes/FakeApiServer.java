package io.tachograph.collectors.source.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Lists pods and lets them be watched, as the API server does it. */
final class FakeApiServer implements AutoCloseable {
    private static final String LIST = """
            {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"%d"},"items":[%s]}""";
    private static final String EVENT = """
            {"type":"%s","object":%s}
            """;
    private static final String EXPIRED = """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
            "message":"too old resource version: 10 (1000)","reason":"Expired","code":410}""";
    private static final String FORBIDDEN = """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods is forbidden: User\
             \\"system:serviceaccount:default:agent\\" cannot list resource \\"pods\\" in API group \\"\\" at the\
             cluster scope","reason":"Forbidden","details":{"kind":"pods"},"code":403}""";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> pods = new ConcurrentSkipListMap<>();
    private final List<HttpExchange> watchers = new CopyOnWriteArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile long version = 10;
    private volatile boolean forbids;

    FakeApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/v1/pods", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Queries of lists and watches, in order. */
    List<String> questions() {
        return questions;
    }

    int watchers() {
        return watchers.size();
    }

    void forbid() {
        forbids = true;
    }

    /** Without telling those who watch. */
    void put(String name, String pod) {
        version++;
        pods.put(name, pod);
    }

    void remove(String name) {
        version++;
        pods.remove(name);
    }

    void add(String name, String pod) throws IOException {
        put(name, pod);
        tell("ADDED", pod);
    }

    void modify(String name, String pod) throws IOException {
        put(name, pod);
        tell("MODIFIED", pod);
    }

    void delete(String name) throws IOException {
        String pod = String.valueOf(pods.get(name));
        remove(name);
        tell("DELETED", pod);
    }

    /** What watchers are told whose version is gone from the server's memory. */
    void expire() throws IOException {
        tell("ERROR", EXPIRED);
        watchers.forEach(HttpExchange::close);
        watchers.clear();
    }

    private void tell(String type, String object) throws IOException {
        for (HttpExchange watcher : watchers) {
            OutputStream out = watcher.getResponseBody();
            out.write(String.format(EVENT, type, object).getBytes(UTF_8));
            out.flush();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        questions.add(query);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (forbids) {
            send(exchange, 403, FORBIDDEN);
        } else if (query.contains("watch=true")) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            watchers.add(exchange);
        } else {
            Collection<String> listed = pods.values();
            send(exchange, 200, String.format(LIST, version, String.join(",", listed)));
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
