package io.tachograph.collectors.source.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Peer;
import io.tachograph.schemas.avro.Usage;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cloud Monitoring, and what gives tokens to service accounts. */
class CloudMonitoringTest {
    private static final String SERIES = "/v3/projects/shop-1/timeSeries";
    private static final String ONLINE = "aiplatform.googleapis.com/publisher/online_serving/";
    private static GoogleKey key;

    @TempDir
    private Path folder;

    private final List<String> tokenRequests = new CopyOnWriteArrayList<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final Map<String, Peer.Answer> answers = new ConcurrentHashMap<>();
    private Peer peer;

    @BeforeAll
    static void makeKey() throws Exception {
        key = GoogleKey.make();
    }

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
        peer.page("/token", exchange -> {
            tokenRequests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            json("{\"access_token\": \"ya29-" + tokenRequests.size()
                            + "\", \"expires_in\": 3599, \"token_type\": \"Bearer\"}")
                    .to(exchange);
        });
        peer.page(SERIES, this::answer);
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        queries.add(query);
        String metric = query.replaceFirst("(?s).*metric.type=\"" + ONLINE + "(\\w+)\".*", "$1")
                + (query.contains("pageToken=") ? query.replaceFirst(".*pageToken=", " ") : "");
        answers.getOrDefault(metric, json("{}")).to(exchange);
    }

    private static Peer.Answer json(String body) {
        return Peer.bytes(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private Source open() throws IOException {
        return open(key.write(folder.resolve("key.json"), peer.url()));
    }

    private Source open(Path file) {
        GoogleSettings settings = new GoogleSettings(
                "shop-1", file, peer.url(), "shop", Duration.ofMinutes(10), Duration.ofHours(1), null);
        return new GoogleKind().open(settings, Read.context(Map.of())).get(0).source();
    }

    private static String series(String model, String label, String value, String point) {
        return """
                {"metric": {"labels": {"%s": "%s"}, "type": "x"}, "metricKind": "DELTA",
                 "resource": {"type": "aiplatform.googleapis.com/PublisherModel", "labels": {"model_user_id": "%s"}},
                 "points": [%s]}""".formatted(label, value, model, point);
    }

    private static String point(Instant minute, String value) {
        return "{\"interval\": {\"startTime\": \"" + minute + "\", \"endTime\": \"" + minute.plusSeconds(60)
                + "\"}, \"value\": " + value + "}";
    }

    private static Instant minute(int ago) {
        return Instant.ofEpochSecond(Instant.now().getEpochSecond() / 60 * 60 - 60L * ago);
    }

    @Test
    void models_areToldByMinute_overPages() throws Exception {
        Instant at = minute(9);
        answers.put(
                "model_invocation_count",
                json("{\"nextPageToken\": \"p2\", \"timeSeries\": ["
                        + series("gemini", "response_code", "200", point(at, "{\"int64Value\": \"12\"}")) + "]}"));
        answers.put(
                "model_invocation_count p2",
                json("{\"timeSeries\": ["
                        + series("gemini", "response_code", "429", point(at, "{\"int64Value\": \"3\"}")) + "]}"));
        answers.put(
                "token_count",
                json("{\"timeSeries\": ["
                        + series("gemini", "type", "input", point(at, "{\"int64Value\": \"900\"}")) + ","
                        + series("gemini", "type", "cached_content", point(at, "{\"int64Value\": \"7\"}")) + ","
                        + series("gemini", "type", "output", point(at, "{\"int64Value\": null}")) + "]}"));
        answers.put(
                "model_invocation_latencies",
                json("{\"timeSeries\": [" + series("gemini", "x", "", point(at, """
                {"distributionValue": {"count": "12", "mean": 1250.0, "bucketCounts": ["0", "12"]}}""")) + "]}"));
        Source source = open();

        List<Usage> told = Read.of(source);

        assertThat(told)
                .extracting(
                        Usage::getSource,
                        Usage::getModel,
                        Usage::getCount,
                        Usage::getFailures,
                        Usage::getThrottled,
                        Usage::getInputTokens,
                        Usage::getOutputTokens,
                        Usage::getLatencyMeanSeconds,
                        Usage::getTtftMeanSeconds)
                .containsExactly(tuple("google-monitoring shop-1", "gemini", 15L, 3L, 3L, 900L, null, 1.25, null));
        assertThat(told.get(0).getFromMicros()).isEqualTo(at.getEpochSecond() * 1_000_000);
        assertThat(queries).hasSize(5);
        assertThat(queries.get(0))
                .contains("aggregation.alignmentPeriod=60s", "aggregation.groupByFields=metric.label.response_code");
        assertThat(source.details()).isEqualTo("5 questions asked, 6 series that are paid for");
    }

    @Test
    void token_isAskedForWithASignedAssertion_onceForAllQuestions() throws Exception {
        Read.of(open());

        assertThat(tokenRequests).hasSize(1);
        String assertion = URLDecoder.decode(tokenRequests.get(0), StandardCharsets.UTF_8)
                .replaceFirst(".*assertion=([^&]+).*", "$1");
        String[] parts = assertion.split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key.verifier());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .contains("monitoring.read");
        assertThat(peer.questions())
                .filteredOn(asked -> asked.path().startsWith(SERIES))
                .hasSize(4)
                .allMatch(asked -> "Bearer ya29-1".equals(asked.authorization()));
    }

    @Test
    void tokenThatEndsInBetween_isAskedForAgain() throws Exception {
        answers.put("token_count", Peer.closed("ya29-2", json("{}")));

        assertThat(Read.of(open())).isEmpty();
        assertThat(tokenRequests).hasSize(2);
    }

    @Test
    void keyThatIsGone_isSaid() throws Exception {
        peer.page("/token", Peer.bytes(400, "application/json", """
                {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}""".getBytes(StandardCharsets.UTF_8)));

        SourceException failure = Read.failure(open());

        assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(failure).hasMessageContaining("Google gives no token (status 400)");
    }

    @Test
    void fileWithoutCredentials_isSaid_withoutWhatIsInIt() throws Exception {
        Path file = Files.writeString(folder.resolve("other.json"), "{\"private_key\": \"" + Read.SECRET + "\"}");

        assertThat(Read.failure(open(file))).hasMessage(file + " cannot be read, or holds no credentials of Google");
        assertThat(Read.failure(open(folder.resolve("none"))).kind()).isEqualTo(FailureKind.REFUSED);
    }

    @Test
    void refusals_limitsAndPagesThatRepeat_tellNothing() throws Exception {
        answers.put("first_token_latencies", Peer.status(403));
        assertThat(Read.failure(open())).hasMessageContaining("Monitoring Viewer");

        answers.put("first_token_latencies", json("[]"));
        assertThat(Read.failure(open()).kind()).isEqualTo(FailureKind.MALFORMED);

        answers.put("first_token_latencies", json("{\"nextPageToken\": \"a\"}"));
        answers.put("first_token_latencies a", json("{\"nextPageToken\": \"a\"}"));
        assertThat(Read.failure(open())).hasMessageContaining("sends a page again");

        answers.put("first_token_latencies", Peer.status(429));
        assertThat(Read.failure(open()).kind()).isEqualTo(FailureKind.LIMITED);
    }
}
