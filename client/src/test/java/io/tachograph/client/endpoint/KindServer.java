package io.tachograph.client.endpoint;

import io.tachograph.client.http.ScriptedServer;
import io.tachograph.client.http.ScriptedServer.Request;
import io.tachograph.client.http.ScriptedServer.Wire;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * A live server of one API kind. Whatever comes before the answer, such as the number of a task, it gives by itself; the
 * script has only the answer to give.
 */
final class KindServer implements AutoCloseable {
    private static final Set<String> VERSIONS = Set.of("/version", "/api/version", "/health");

    private final ApiKind kind;
    private final ScriptedServer server;

    private KindServer(ApiKind kind, ScriptedServer server) {
        this.kind = kind;
        this.server = server;
    }

    static KindServer start(ApiKind kind, ScriptedServer.Script answer) throws IOException {
        return new KindServer(kind, ScriptedServer.start((request, wire) -> {
            if (VERSIONS.contains(request.path())) {
                wire.send("404 Not Found", "", "");
            } else if (kind.isTasks() && request.line().startsWith("POST")) {
                wire.send(
                        "202 Accepted",
                        "Content-Type: application/json\r\n",
                        "{\"status\":\"queued\",\"task_id\":\"a b/7\",\"message\":\"Wait\"}");
            } else {
                answer.answer(request, wire);
            }
        }));
    }

    /** Every request gets the same, the first included. */
    static KindServer answering(ApiKind kind, String status, String headers, String body) throws IOException {
        return new KindServer(kind, ScriptedServer.start((request, wire) -> {
            if (VERSIONS.contains(request.path())) {
                wire.send("404 Not Found", "", "");
            } else {
                wire.send(status, headers, body);
            }
        }));
    }

    static void beginStream(ApiKind kind, Wire wire) throws IOException {
        String type = kind.form() == AnswerFormat.EVENTS ? "text/event-stream; charset=utf-8" : "application/x-ndjson";
        wire.send("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    URI url() {
        return server.url();
    }

    /** Requests of the attempts, in order. */
    List<Request> requests() {
        return server.requests().stream()
                .filter(request -> !VERSIONS.contains(request.path()))
                .toList();
    }

    String api() {
        return kind.api();
    }

    /** The request that has the prompt. */
    Request post() {
        return requests().get(0);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
