package io.tachograph.generation;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A caller of one instance of the API. */
final class Api {
    static final Duration LONG = Duration.ofMinutes(2);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    final int port;

    Api(int port) {
        this.port = port;
    }

    /** An event of a stream. */
    record Event(String id, JsonNode data) {
        String delta() {
            return data.path("delta").asText();
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(LONG)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> keyed(String method, String path, String body) throws Exception {
        return send(method, path, body, "X-API-Key", Deployment.KEY, "Content-Type", "application/json");
    }

    JsonNode get(String path) throws Exception {
        return json(keyed("GET", path, ""));
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return MAPPER.readTree(response.body());
    }

    /** Submits a prompt and gives the task's id. */
    String submit(String model, int maxTokens) throws Exception {
        HttpResponse<String> response = keyed(
                "POST",
                "/generate",
                "{\"prompt\": \"Write a joke about AI\", \"max_tokens\": " + maxTokens + ", \"model\": \"" + model
                        + "\"}");
        if (response.statusCode() != 202) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response).get("task_id").asText();
    }

    /** Asks until the status is one, and gives what {@code /status} says then. */
    JsonNode awaitStatus(String id, String status) {
        return await().atMost(LONG)
                .until(
                        () -> get("/status/" + id),
                        task -> task.path("status").asText().equals(status));
    }

    /** Events until one fulfils a condition, or the stream ends. */
    List<Event> events(String id, Predicate<Event> last, String... headers) throws Exception {
        List<Event> events = new ArrayList<>();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(url("/stream/" + id + "?api_key=" + Deployment.KEY)))
                .timeout(LONG);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String eventId = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    eventId = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    Event event = new Event(eventId, MAPPER.readTree(line.substring(6)));
                    events.add(event);
                    if (last.test(event)) {
                        return events;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    /** All events to the end. */
    List<Event> allEvents(String id, String... headers) throws Exception {
        return events(id, event -> false, headers);
    }

    static String text(List<Event> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.delta()));
        return text.toString();
    }
}
