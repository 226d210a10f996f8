package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.kafka.RecordWriter;
import io.tachograph.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the contract that is no question, with paths, parameters and bodies that nobody should send: none makes
 * the server fail, and every answer is one of those that the contract has for it. Questions are {@link FuzzTest}'s.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the method that sets the fields.
class OperationFuzzTest {
    private static final List<String> VALUES = List.of(
            "",
            "x",
            "-1",
            "1e309",
            "\u0000",
            "\r\nSet-Cookie: a=b",
            "../../etc/passwd",
            "<script>",
            "\u2603",
            "x".repeat(3_000));

    private static final List<String> JSON = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "0.1",
            "\"\"",
            "\"x\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"2026-13-45T99:99:99Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "[]",
            "[[]]",
            "[null]",
            "{}",
            "\"" + "x".repeat(3_000) + "\"");

    /** What each operation refuses or takes as a whole. */
    private static final List<byte[]> BODIES = List.of(
            new byte[0],
            bytes("{"),
            bytes("[1, 2"),
            bytes("{\"a\": 1, \"a\": 2}"),
            bytes("[".repeat(100_000)),
            bytes("{\"a\":".repeat(100_000)),
            bytes("{\"name\": \"" + "9".repeat(100_000) + "\"}"),
            bytes("{\"input\": " + "9".repeat(4_000) + "}"),
            new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'},
            new byte[] {0, 1, 2, 3},
            new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});

    @TempDir
    private static Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> sent = new TreeSet<>();
    private EmbeddedKafka kafka;
    private RecordWriter writer;
    private StoredFleet fleet;
    private Contract contract;

    @BeforeAll
    void start() throws IOException, SQLException {
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
        kafka.createTopics(Topics.ALL, 1);
        writer = RecordWriter.open(kafka.access(), "test", Duration.ofSeconds(30));
        fleet = new StoredFleet(writer);
        new LiveRecords(fleet.live).alert("burn", "de-vllm-llama", "llama", "It burns.");
        contract = new Contract(fleet.client.get("/openapi.json").body());
    }

    @AfterAll
    void stop() {
        fleet.close();
        writer.close();
        kafka.close();
    }

    @Test
    void nothingThatIsSent_makesTheServerFail() {
        Set<String> operations = contract.operations();
        operations.removeIf(
                operation -> contract.questions().contains(operation.substring(4)) && operation.startsWith("GET "));
        for (String operation : operations) {
            String[] methodAndPath = operation.split(" ", 2);
            if (methodAndPath[0].equals("POST")) {
                bodies(operation, methodAndPath[1]);
            } else {
                // A stream that is asked for in the right words does not end.
                String method = operation.equals("GET /api/v1/live") ? "HEAD" : methodAndPath[0];
                values(operation, method, methodAndPath[1]);
            }
        }
        assertThat(sent).isEqualTo(operations);
    }

    private void values(String operation, String method, String template) {
        List<String> paths = new ArrayList<>(List.of(template.replaceAll("\\{[a-z]+}", "x")));
        for (String value : VALUES) {
            // An empty name makes it another path.
            if (template.contains("{") && !value.isEmpty()) {
                paths.add(template.replaceAll("\\{[a-z]+}", encoded(value).replace("+", "%20")));
            }
            for (String parameter : contract.queryParameters(operation)) {
                paths.add(template.replaceAll("\\{[a-z]+}", "x") + "?" + encoded(parameter) + "=" + encoded(value));
            }
            paths.add(template.replaceAll("\\{[a-z]+}", "x") + "?no_such_parameter=" + encoded(value));
        }
        paths.forEach(path -> check(operation, request(path).method(method, HttpRequest.BodyPublishers.noBody())));
    }

    private void bodies(String operation, String path) {
        for (byte[] body : BODIES) {
            check(operation, json(path, body));
            check(operation, request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        }
        for (String value : JSON) {
            check(operation, json(path, bytes(value)));
            Set<String> properties = contract.bodyProperties(operation);
            for (String property : properties) {
                check(operation, json(path, bytes("{\"" + property + "\": " + value + "}")));
                // Whatever else has to be there is.
                StringBuilder others = new StringBuilder();
                contract.exampleBody(operation).properties().forEach(other -> {
                    if (!other.getKey().equals(property)) {
                        others.append("\"")
                                .append(other.getKey())
                                .append("\": ")
                                .append(other.getValue())
                                .append(", ");
                    }
                });
                check(operation, json(path, bytes("{" + others + "\"" + property + "\": " + value + "}")));
            }
        }
    }

    private HttpRequest.Builder json(String path, byte[] body) {
        return request(path)
                .setHeader("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + fleet.api.port() + path))
                .setHeader("X-API-Key", StoredFleet.KEY)
                .timeout(Duration.ofMinutes(2));
    }

    private void check(String operation, HttpRequest.Builder request) {
        sent.add(operation);
        HttpRequest asked = request.build();
        HttpResponse<String> answer = send(asked);
        String what = asked.method() + " " + asked.uri() + " " + answer.statusCode() + " " + answer.body();
        assertThat(answer.statusCode()).as(what).isLessThan(500);
        assertThat(answer.body()).as(what).doesNotContain("io.tachograph", "com.fasterxml", "org.postgresql", "\tat ");
        assertThat(answer.headers().map().values().toString()).doesNotContain("a=b");
        // The server itself refuses paths that no route may see, and a dot makes it another path.
        if (!asked.method().equals("HEAD") && !Set.of(400, 404, 405).contains(answer.statusCode())) {
            contract.check(operation, answer);
        }
    }

    /**
     * A body that is refused unread ends its connection, which the JDK's client may notice only with the next request: so that
     * is sent again on a connection of its own.
     */
    private HttpResponse<String> answered(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return answered(request);
        } catch (IOException e) {
            throw new AssertionError("No answer to " + request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
