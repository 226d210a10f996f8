package io.tachograph.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection over which a browser is told what to do, and tells what happened. Thread-safe. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
    /** The session of the browser itself. */
    static final String BROWSER = "";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, Asked> asked = new ConcurrentHashMap<>();
    private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
    /** Why nothing can be asked any more, by session. */
    private final Map<String, String> ends = new ConcurrentHashMap<>();

    private final StringBuilder message = new StringBuilder();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    private record Asked(String session, CompletableFuture<JsonNode> answer) {}

    private DevTools() {}

    /** @throws BrowserGoneException when it does not take the connection */
    static DevTools connect(URI address) {
        DevTools tools = new DevTools();
        try {
            tools.socket.complete(HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(address, tools)
                    .join());
        } catch (CompletionException e) {
            throw new BrowserGoneException("The browser does not take connections at " + address + ".");
        }
        return tools;
    }

    /** Hears of every event, on the thread that reads: one that waits for an answer there waits for ever. */
    void listen(Consumer<JsonNode> listener) {
        listeners.add(listener);
    }

    /** Calls a method in a session, and waits for its result.
     *
     * @throws BrowserException when the browser refuses, or does not answer within two minutes
     */
    JsonNode call(String session, String method, Map<String, ?> parameters) {
        return call(session, method, parameters, LONGEST_ANSWER);
    }

    /** Calls a method in a session, and waits for its result.
     *
     * @throws BrowserException when the browser refuses, or does not answer in time
     */
    JsonNode call(String session, String method, Map<String, ?> parameters, Duration atMost) {
        try {
            return send(session, method, parameters).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BrowserException told ? told : new BrowserException(method + " failed.");
        } catch (TimeoutException e) {
            throw new BrowserException(
                    "The browser did not answer " + method + " within " + atMost.toSeconds() + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserException("Interrupted.");
        }
    }

    /** Calls a method in a session, and does not wait. */
    CompletableFuture<JsonNode> send(String session, String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, new Asked(session, answer));
        ObjectNode call = JSON.createObjectNode().put("id", id).put("method", method);
        call.set("params", JSON.valueToTree(parameters));
        if (!session.equals(BROWSER)) {
            call.put("sessionId", session);
        }
        @Nullable String over = whyEnded(session);
        if (over == null) {
            try {
                // One at a time: a socket takes no message before the one before is out.
                synchronized (this) {
                    socket.join().sendText(call.toString(), true).join();
                }
                over = whyEnded(session);
            } catch (CompletionException e) {
                over = "The connection to the browser broke.";
            }
        }
        if (over != null) {
            asked.remove(id);
            answer.completeExceptionally(new BrowserGoneException(over));
        }
        return answer;
    }

    private @Nullable String whyEnded(String session) {
        @Nullable String own = ends.get(session);
        return own == null ? ends.get(BROWSER) : own;
    }

    /** Nothing more will come: of a session, or of the browser and so of all. */
    void end(String session, String why) {
        ends.putIfAbsent(session, why);
        asked.forEach((id, one) -> {
            if ((session.equals(BROWSER) || one.session().equals(session)) && asked.remove(id, one)) {
                one.answer().completeExceptionally(new BrowserGoneException(why));
            }
        });
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        message.append(text);
        if (last) {
            try {
                take(JSON.readTree(message.toString()));
            } catch (JsonProcessingException e) {
                end(BROWSER, "The browser sent what is not JSON.");
            } finally {
                message.setLength(0);
            }
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void take(JsonNode said) {
        @Nullable Asked one = said.has("id") ? asked.remove(said.get("id").intValue()) : null;
        if (one == null) {
            listeners.forEach(listener -> listener.accept(said));
        } else if (said.has("error")) {
            one.answer()
                    .completeExceptionally(new BrowserException("The browser refused: "
                            + said.get("error").path("message").asText() + "."));
        } else {
            one.answer().complete(said.path("result"));
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        end(BROWSER, "The browser ended.");
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end(BROWSER, "The browser ended.");
    }

    @Override
    public void close() {
        socket.join().abort();
        end(BROWSER, "The browser was closed.");
    }
}
