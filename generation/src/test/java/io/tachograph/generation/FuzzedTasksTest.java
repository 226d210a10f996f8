package io.tachograph.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that nobody should send: none makes the API fail, every refusal has the form of its errors, and none says how the
 * API is made.
 */
class FuzzedTasksTest {
    private static final List<String> PARAMETERS =
            List.of("prompt", "max_tokens", "temperature", "top_p", "user_id", "model", "stream", "");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e999999999",
            "1.0000000000000000000000001",
            "9223372036854775808",
            "\"\"",
            "\" \"",
            "\"swift\"",
            "\"a prompt\"",
            "\"\\u0000\\ud800\"",
            "\"\u2603\u202E\"",
            "\"x\\r\\nX-Evil: 1\"",
            "\"" + "x".repeat(3_000) + "\"",
            "[]",
            "{\"a\": {}}",
            "[".repeat(2_000),
            "nul",
            "\"open");
    private static final List<String> IDS = List.of(
            "x",
            "%00",
            "%0d%0aSet-Cookie:%20a=b",
            "..%2f..%2fetc%2fpasswd",
            "%2e%2e",
            "%e2%98%83",
            "%ff",
            "{id}",
            "00000000-0000-0000-0000-000000000000",
            "x".repeat(3_000),
            "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
            "a/b/c",
            "%zz");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    static Path directory;

    private static Deployment deployment;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        deployment = new Deployment(directory);
        api = deployment.api();
    }

    @AfterAll
    static void stop() throws Exception {
        deployment.close();
    }

    @Test
    void noSubmission_makesTheApiFail() throws Exception {
        Random random = new Random(19);
        for (int i = 0; i < 400; i++) {
            StringBuilder body = new StringBuilder("{\"prompt\": \"a\"");
            for (int n = random.nextInt(4); n > 0; n--) {
                body.append(", \"")
                        .append(PARAMETERS.get(random.nextInt(PARAMETERS.size())))
                        .append("\": ")
                        .append(VALUES.get(random.nextInt(VALUES.size())));
            }
            body.append('}');
            if (random.nextInt(4) == 0) {
                body.setLength(random.nextInt(body.length()));
            }
            HttpResponse<String> answer = api.keyed("POST", "/generate", body.toString());
            String head = answer.headers().map().toString();
            check(new Answer(answer.statusCode(), head, answer.body()), body.toString());
        }
    }

    @Test
    void noTask_makesTheApiFail() throws Exception {
        for (String id : IDS) {
            for (String route :
                    List.of("GET /status/", "GET /result/", "GET /stream/", "DELETE /tasks/", "PATCH /tasks/")) {
                String[] parts = route.split(" ", 2);
                for (String query : List.of("", "?api_key=%00", "?api_key=" + encoded("' OR '1'='1"), "?%zz=%")) {
                    String path = parts[1] + id + query;
                    check(raw(parts[0], path), path);
                }
            }
        }
    }

    /** {@code Last-Event-ID} is whatever a client has made of it. */
    @Test
    void noPositionInAStream_makesTheApiFail() throws Exception {
        String id = api.submit(Deployment.SWIFT, 1);
        for (String position :
                List.of("x", "-1", "1-", "-", "1--1", "9".repeat(40) + "-1", "1-" + "9".repeat(40), "1-5")) {
            List<Api.Event> events = api.events(id, event -> true, "Last-Event-ID", position);
            assertThat(events).as(position).isNotEmpty();
        }
    }

    /** An answer as it came. */
    private record Answer(int status, String head, String body) {}

    /** On a bare socket: no client sends such paths. */
    private static Answer raw(String method, String path) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port)) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\nX-API-Key: "
                    + Deployment.KEY + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
            int body = all.indexOf("\r\n\r\n");
            assertThat(all).as(path).startsWith("HTTP/1.1 ");
            return new Answer(Integer.parseInt(all.substring(9, 12)), all.substring(0, body), all.substring(body + 4));
        }
    }

    private static void check(Answer answer, String sent) throws Exception {
        assertThat(answer.status()).as(sent + " " + answer.body()).isLessThan(500);
        assertThat(answer.head()).as(sent).doesNotContain("Set-Cookie", "X-Evil");
        assertThat(answer.body()).as(sent).doesNotContain("io.tachograph", "org.eclipse", "com.fasterxml", "Exception");
        if (answer.status() >= 400) {
            JsonNode body = MAPPER.readTree(answer.body());
            assertThat(body.path("status_code").asInt()).as(sent).isEqualTo(answer.status());
            assertThat(body.path("error").asText()).as(sent).isNotBlank();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
