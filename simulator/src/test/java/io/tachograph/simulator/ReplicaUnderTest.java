package io.tachograph.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One fast replica behind a real socket, and a client for it. */
final class ReplicaUnderTest implements AutoCloseable {
    static final LatencyLaw FAST = new LatencyLaw(0.004, 0, 0.001, 0, 0);
    static final String CHAT = "/v1/chat/completions";
    static final String TEXT = "/v1/completions";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedFleet fleet;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    ReplicaUnderTest() {
        this(ReplicaConfig.of("atlas-8b-1", "atlas-8b", FAST), 1);
    }

    ReplicaUnderTest(ReplicaConfig config, long seed) {
        this(new FleetConfig("127.0.0.1", seed, false, List.of(config)));
    }

    ReplicaUnderTest(FleetConfig config) {
        try {
            fleet = SimulatedFleet.start(config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fast server with this batch size and limit on stalls. */
    static ReplicaConfig config(int maxRunning, Duration stallLimit) {
        return new ReplicaConfig(
                "atlas-8b-1", "atlas-8b", 0, maxRunning, 8_192, 16, 64, FAST, Faults.none(), stallLimit);
    }

    SimulatedFleet fleet() {
        return fleet;
    }

    SimulatedReplica replica() {
        return fleet.replicas().get(0);
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return client.send(posting(path, body, headers), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> postAsync(String path, String body) {
        return client.sendAsync(posting(path, body), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest request = request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The value of the sample whose line begins with this name and, if any, has this label. */
    double metric(String name, String label) throws Exception {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    double metric(String name) throws Exception {
        return metric(name, "");
    }

    /** A chat of the given body fields after the model and a prompt of 12 code points, which is 3 tokens. */
    static String chat(String moreFields) {
        return "{\"model\":\"atlas-8b\",\"messages\":[{\"role\":\"user\",\"content\":\"How far away\"}]" + moreFields
                + "}";
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    /** What stands after "data: " of each event. */
    static List<String> events(String body) {
        return body.lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    @Override
    public void close() {
        fleet.close();
    }

    private HttpRequest posting(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.header("content-type", "application/json").build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(replica().uri().resolve(path)).timeout(Duration.ofSeconds(30));
    }
}
