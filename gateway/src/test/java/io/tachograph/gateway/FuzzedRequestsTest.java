package io.tachograph.gateway;

import static io.tachograph.gateway.GatewayFixture.chat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.client.endpoint.ApiResource;
import io.tachograph.client.http.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests that nobody should send: none makes the gateway fail, every refusal has the form of its API, none says how the
 * gateway is made, and whatever they do, only whole requests for known routes reach the target, without the caller's key.
 */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // JUnit calls the method that sets the fields.
class FuzzedRequestsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> PATHS =
            Arrays.stream(ApiResource.values()).map(ApiResource::path).toList();
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");
    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "1e999999999",
            "-0",
            "\"\"",
            "\"tiny\"",
            "\"../../etc/passwd\"",
            "\"http://169.254.169.254/\"",
            "\"\\u0000\\ud800\"",
            "\"x\\r\\nX-Evil: 1\"",
            "[".repeat(2_000),
            "{\"a\":".repeat(2_000),
            "{",
            "}",
            "]",
            ",",
            "\"",
            "\\",
            "\u0000",
            "\uD83D\uDE00",
            "\"stream\":\"yes\",",
            "\"model\":{\"model\":\"tiny\"},",
            "\"messages\":[{\"content\":[{\"text\":{}}]}],",
            "\"metadata\":{\"user_id\":[[]]},",
            "\"user\":12,");
    private static final List<String> HEADERS = List.of(
            "Host: a",
            "Host: b, c",
            "Content-Length: 0",
            "Content-Length: 5",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 5, 6",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: \u000bchunked",
            "Expect: 100-continue",
            "Expect: nonsense",
            "Connection: close",
            "Connection: x-api-key, authorization, te",
            "Upgrade: h2c",
            "Authorization: Bearer " + GatewayFixture.CALLERS_KEY,
            "X-API-Key: " + GatewayFixture.CALLERS_KEY,
            "X-API-Key: \u00ff\u00fe",
            "Authorization: Basic bm9ib2R5",
            "X-Forwarded-Host: 169.254.169.254",
            " folded: yes",
            "no colon",
            ": no name",
            "X-Long: " + "a".repeat(9_000),
            "Content-Type: text/plain\u0000");

    private ScriptedServer target;
    private GatewayFixture fixture;

    @BeforeEach
    void start() throws Exception {
        target = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "{}"));
        fixture = GatewayFixture.of(
                "", "targets:\n" + GatewayFixture.target(target.url(), GatewayFixture.MODEL, "openai-chat"));
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
        target.close();
    }

    @Test
    void noBody_makesTheGatewayFail() throws Exception {
        Random random = new Random(19);
        for (int i = 0; i < 600; i++) {
            String path = PATHS.get(random.nextInt(PATHS.size()));
            byte[] body = mutated(chat(",\"stream\":true,\"user\":\"ann\"").getBytes(UTF_8), random);
            HttpRequest request = fixture.posting(path, "")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<String> answer = fixture.http.send(request, HttpResponse.BodyHandlers.ofString());
            check(path, answer.statusCode(), answer.body(), new String(body, ISO_8859_1));
        }
        assertThatAllIsWell();
    }

    @Test
    void noHead_makesTheGatewayFail() throws Exception {
        Random random = new Random(20);
        List<String> methods = List.of("POST", "GET", "HEAD", "DELETE", "OPTIONS", "CONNECT", "PRI", "p o", "");
        List<String> versions = List.of("HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", "");
        List<String> others = List.of(
                "*",
                "/",
                "/v1/models",
                "/v1/models/%00",
                "http://169.254.169.254/v1/chat/completions",
                "/metrics",
                "//");
        for (int i = 0; i < 600; i++) {
            String path = random.nextInt(3) > 0
                    ? PATHS.get(random.nextInt(PATHS.size())) + (random.nextInt(4) == 0 ? "?key=%zz&x=/../" : "")
                    : others.get(random.nextInt(others.size()));
            StringBuilder head = new StringBuilder()
                    .append(random.nextBoolean() ? "POST" : methods.get(random.nextInt(methods.size())))
                    .append(' ')
                    .append(path)
                    .append(' ')
                    .append(random.nextInt(4) > 0 ? "HTTP/1.1" : versions.get(random.nextInt(versions.size())))
                    .append("\r\n");
            for (int n = random.nextInt(5); n > 0; n--) {
                head.append(HEADERS.get(random.nextInt(HEADERS.size()))).append("\r\n");
            }
            String all = head + "\r\n" + (random.nextBoolean() ? "5\r\n{\"mod\r\n0\r\n\r\n" : chat(""));
            String answer = answerTo(all.getBytes(ISO_8859_1));
            Matcher status = STATUS.matcher(answer);
            while (status.find()) {
                assertThat(Integer.parseInt(status.group(1))).as(all).isLessThan(500);
            }
            assertThat(answer).as(all).doesNotContain("io.tachograph", "io.netty", "Exception", "X-Evil");
        }
        assertThatAllIsWell();
    }

    /** Everything until the gateway, which hears that no more comes, has closed. */
    private String answerTo(byte[] request) throws IOException {
        try (RawClient client = new RawClient(fixture.gateway.port())) {
            client.send(request);
            client.sendNoMore();
            return client.readToEnd();
        } catch (IOException e) {
            // Closed while the rest of the request was on its way.
            return "";
        }
    }

    private static byte[] mutated(byte[] valid, Random random) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = random.nextInt(valid.length + 1);
        body.write(valid, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> body.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
            case 1 -> body.write(random.nextInt(256));
            case 2 -> at = Math.min(valid.length, at + random.nextInt(20));
            default -> {
                // Cut here.
                return body.toByteArray();
            }
        }
        body.write(valid, at, valid.length - at);
        return body.toByteArray();
    }

    private static void check(String path, int status, String body, String sent) throws IOException {
        assertThat(status).as(sent).isLessThan(500);
        if (status != 200) {
            JsonNode answer = MAPPER.readTree(body);
            assertThat(answer.path("error").path("message").asText()).as(sent).isNotBlank();
            assertThat(answer.path("type").asText("")).as(sent).isEqualTo(path.endsWith("messages") ? "error" : "");
            assertThat(body).as(sent).doesNotContain("io.tachograph", "com.fasterxml", "Exception");
        }
    }

    private void assertThatAllIsWell() throws Exception {
        assertThat(fixture.post(PATHS.get(0), chat("")).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> fixture.gateway.counters().open() == 0);
        assertThat(fixture.gateway.counters().inFlight().values()).containsOnly(0);
        assertThat(target.requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.path()).isIn(PATHS);
            assertThat(MAPPER.readTree(request.body()).get("model").asText()).isEqualTo(GatewayFixture.MODEL);
            assertThat(request.toString()).doesNotContain(GatewayFixture.CALLERS_KEY, "169.254");
        });
    }
}
