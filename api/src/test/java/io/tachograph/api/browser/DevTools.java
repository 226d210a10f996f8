package io.tachograph.api.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A connection over which a browser is told what to do, and tells what happened. Thread-safe. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ANSWER_SECONDS = 120;

    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    private DevTools() {}

    static DevTools connect(URI address) {
        DevTools tools = new DevTools();
        tools.socket.complete(HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, tools)
                .join());
        return tools;
    }

    /** Hears of every event. */
    void listen(Consumer<JsonNode> listener) {
        listeners.add(listener);
    }

    /** Calls a method in a session (the browser itself when it is empty), and waits for its result. */
    JsonNode call(String session, String method, String parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        try {
            ObjectNode call = JSON.createObjectNode().put("id", id).put("method", method);
            call.set("params", JSON.readTree(parameters));
            if (!session.isEmpty()) {
                call.put("sessionId", session);
            }
            // One at a time: a socket takes no message before the one before is out.
            synchronized (this) {
                socket.join().sendText(call.toString(), true).join();
            }
            JsonNode said = answer.get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
            if (said.has("error")) {
                throw new AssertionError(method + ": " + said.get("error"));
            }
            return said.path("result");
        } catch (JsonProcessingException | ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " got no answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        message.append(text);
        if (last) {
            try {
                take(JSON.readTree(message.toString()));
            } catch (JsonProcessingException e) {
                throw new AssertionError("No JSON came.", e);
            } finally {
                message.setLength(0);
            }
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void take(JsonNode said) {
        CompletableFuture<JsonNode> answer =
                said.has("id") ? asked.remove(said.get("id").intValue()) : null;
        if (answer != null) {
            answer.complete(said);
        } else {
            listeners.forEach(listener -> listener.accept(said));
        }
    }

    @Override
    public void close() {
        socket.join().abort();
    }
}
