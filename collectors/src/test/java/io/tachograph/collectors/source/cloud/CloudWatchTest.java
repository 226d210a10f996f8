package io.tachograph.collectors.source.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.tachograph.client.clock.WallClock;
import io.tachograph.client.http.TlsConfig;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.PageReaders;
import io.tachograph.collectors.source.http.Peer;
import io.tachograph.collectors.source.http.Upstream;
import io.tachograph.schemas.avro.Usage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** A CloudWatch that believes nothing but signatures which it has computed itself. */
class CloudWatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

    private final List<JsonNode> questions = new CopyOnWriteArrayList<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final List<String> sessions = new CopyOnWriteArrayList<>();
    private Peer peer;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
        peer.page("/", this::answer);
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!isSigned(exchange, body)) {
            refuse(exchange, "InvalidSignatureException");
            return;
        }
        String session = exchange.getRequestHeaders().getFirst("X-Amz-Security-Token");
        sessions.add(session == null ? "" : session);
        questions.add(JSON.readTree(body));
        String answer = answers.isEmpty() ? "{\"MetricDataResults\": []}" : answers.remove(0);
        if (answer.startsWith("{")) {
            Peer.bytes(200, "application/x-amz-json-1.0", answer.getBytes(StandardCharsets.UTF_8))
                    .to(exchange);
        } else {
            refuse(exchange, answer);
        }
    }

    private static void refuse(HttpExchange exchange, String type) throws IOException {
        Peer.bytes(
                        400,
                        "application/x-amz-json-1.0",
                        ("{\"__type\": \"com.amazon.coral.service#" + type + "\", \"message\": \"" + Read.SECRET
                                        + "\"}")
                                .getBytes(StandardCharsets.UTF_8))
                .to(exchange);
    }

    private static boolean isSigned(HttpExchange exchange, byte[] body) throws IOException {
        String stamp = exchange.getRequestHeaders().getFirst("X-Amz-Date");
        Instant signed = LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
        try {
            return exchange.getRequestHeaders().getFirst("X-Amz-Target").endsWith(".GetMetricData")
                    && Duration.between(signed, Instant.now()).abs().toMinutes() < 5
                    && SigV4.isSigned(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            "",
                            exchange.getRequestHeaders()::getFirst,
                            body,
                            Read.SECRET);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private Source open(List<String> models, String secret, @Nullable String session) {
        CloudWatchSettings settings = new CloudWatchSettings(
                "eu-central-1",
                models,
                "ID",
                "SECRET",
                session,
                peer.url(),
                null,
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                null);
        return new CloudWatchKind()
                .open(settings, Read.context(Map.of("ID", "AKID", "SECRET", secret, "SESSION", "session-1")))
                .get(0)
                .source();
    }

    private Source open(String... models) {
        return open(List.of(models), Read.SECRET, null);
    }

    /** Of AWS' own suite of tests for signatures: get-vanilla. */
    @Test
    void independentComputation_agreesWithThePublishedVector() throws Exception {
        Map<String, String> headers = Map.of(
                "host",
                "example.amazonaws.com",
                "x-amz-date",
                "20150830T123600Z",
                "X-Amz-Date",
                "20150830T123600Z",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=host;x-amz-date,"
                        + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");

        assertThat(SigV4.isSigned(
                        "GET", "/", "", headers::get, new byte[0], "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"))
                .isTrue();
        assertThat(SigV4.isSigned("GET", "/", "", headers::get, new byte[] {1}, "other"))
                .isFalse();
    }

    private static String result(int id, Instant at, double... values) {
        StringBuilder times = new StringBuilder();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            times.append(i == 0 ? "" : ",")
                    .append(at.getEpochSecond() + 60L * i)
                    .append(".0");
            all.append(i == 0 ? "" : ",").append(values[i]);
        }
        return "{\"Id\": \"m" + id + "\", \"Label\": \"x\", \"StatusCode\": \"Complete\", \"Timestamps\": [" + times
                + "], \"Values\": [" + all + "]}";
    }

    private static String page(@Nullable String next, String... results) {
        return "{\"MetricDataResults\": [" + String.join(",", results) + "]"
                + (next == null ? "" : ", \"NextToken\": \"" + next + "\"") + "}";
    }

    private static Instant minute(int ago) {
        return Instant.ofEpochSecond(Instant.now().getEpochSecond() / 60 * 60 - 60L * ago);
    }

    private static int of(int model, BedrockMetric metric) {
        return model * BedrockMetric.values().length + metric.ordinal();
    }

    @Test
    void modelsThatAreNamed_areToldByMinute_overPages() throws Exception {
        Instant at = minute(9);
        answers.add(page(
                "next",
                result(of(0, BedrockMetric.INVOCATIONS), at, 5, 6),
                result(of(0, BedrockMetric.CLIENT_ERRORS), at, 1),
                result(of(0, BedrockMetric.THROTTLES), at, 2),
                result(of(0, BedrockMetric.INPUT_TOKENS), at, 100),
                result(of(0, BedrockMetric.CACHED_TOKENS), at, 40)));
        answers.add(page(
                null,
                result(of(0, BedrockMetric.LATENCY), at, 1500),
                result(of(1, BedrockMetric.OUTPUT_TOKENS), at, 7),
                result(of(1, BedrockMetric.TTFT), at, 250)));
        Source source = open("anthropic.claude", "eu.amazon.nova");

        assertThat(Read.of(source))
                .extracting(
                        Usage::getModel,
                        Usage::getCount,
                        Usage::getFailures,
                        Usage::getThrottled,
                        Usage::getInputTokens,
                        Usage::getCachedInputTokens,
                        Usage::getOutputTokens,
                        Usage::getLatencyMeanSeconds,
                        Usage::getTtftMeanSeconds)
                .containsExactly(
                        tuple("anthropic.claude", 8L, 3L, 2L, 140L, 40L, null, 1.5, null),
                        tuple("eu.amazon.nova", null, null, null, null, null, 7L, null, 0.25),
                        tuple("anthropic.claude", 6L, null, null, null, null, null, null, null));
        assertThat(questions).hasSize(2);
        assertThat(questions.get(1).path("NextToken").asText()).isEqualTo("next");
        assertThat(questions.get(0).path("MetricDataQueries")).hasSize(20);
        assertThat(questions
                        .get(0)
                        .at("/MetricDataQueries/10/MetricStat/Metric/Dimensions/0/Value")
                        .asText())
                .isEqualTo("eu.amazon.nova");
        // Pages are of one question: metrics are paid for once.
        assertThat(source.details()).isEqualTo("2 questions asked, for 20 metrics that are paid for");
    }

    @Test
    void sessionToken_isShownAndSigned() throws Exception {
        Read.of(open(List.of("m"), Read.SECRET, "SESSION"));

        assertThat(sessions).containsExactly("session-1");
    }

    @Test
    void wrongSecret_isSaid() {
        SourceException failure = Read.failure(open(List.of("m"), "another", null));

        assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(failure).hasMessageContaining("id or secret of the access key is wrong");
    }

    /** A signature is good for five minutes. */
    @Test
    void clockThatIsAnHourOff_isCorrectedByTheServersOwn() throws Exception {
        Upstream server = new Upstream(
                new PageReaders().of(TlsConfig.jdkTrust()),
                URI.create(peer.url()),
                new AwsSignature(
                        "monitoring",
                        "eu-central-1",
                        new WallClock(System::nanoTime, () -> Instant.now().plusSeconds(3_600)),
                        () -> AwsCredentialsIdentity.create("AKID", Read.SECRET)),
                status -> "",
                WallClock.ofProcess());
        Source source = new CloudSource(
                new CloudWatch(server, "eu-central-1", List.of("m")),
                null,
                Lateness.of(null, null),
                Read.context(Map.of()));

        Read.of(source);
        Read.of(source);

        assertThat(peer.questions()).hasSize(3);
        assertThat(questions).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "ThrottlingException, LIMITED, every longer",
        "ExpiredTokenException, REFUSED, session has expired",
        "UnrecognizedClientException, REFUSED, access key is wrong",
        "AccessDeniedException, REFUSED, cloudwatch:GetMetricData",
        "InternalServiceFault, UNAVAILABLE, status 400"
    })
    void whatCloudWatchRefuses_isSaidByItsType(String type, FailureKind kind, String words) {
        answers.add(type);

        SourceException failure = Read.failure(open("m"));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(words);
        assertThat(questions).hasSize(1);
    }

    @Test
    void answersThatRepeat_orAreNotWhole_tellNothing() {
        Instant at = minute(9);
        answers.addAll(List.of(page("a", result(0, at, 1)), page("a")));
        assertThat(Read.failure(open("m"))).hasMessageContaining("sends a page again");

        answers.addAll(List.of(page(null, result(0, at, 1).replace("Complete", "PartialData"))));
        assertThat(Read.failure(open("m")).kind()).isEqualTo(FailureKind.UNAVAILABLE);

        answers.addAll(List.of(page(null, result(0, at, 1).replace("Complete", "Forbidden"))));
        assertThat(Read.failure(open("m")).kind()).isEqualTo(FailureKind.REFUSED);

        answers.addAll(List.of(page(null, result(999, at, 1))));
        assertThat(Read.failure(open("m")).kind()).isEqualTo(FailureKind.MALFORMED);

        answers.add("{\"MetricDataResults\": null}");
        assertThat(Read.failure(open("m")).kind()).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    void whatCostsMoney_hasToBeNamed() {
        assertThatThrownBy(() -> open()).hasMessageContaining("needs models: from 1 to 50, each of which is paid for");
    }
}
