package io.tachograph.collectors.source.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Peer;
import io.tachograph.schemas.avro.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure's management, Entra and a machine's own endpoint for tokens, as they answer. */
class AzureMonitorTest {
    private static final String RESOURCE =
            "/subscriptions/0000-11/resourceGroups/ai/providers/Microsoft.CognitiveServices/accounts/shop-openai";
    private static final String METRICS = RESOURCE + "/providers/Microsoft.Insights/metrics";
    private static final String TOKEN_PATH = "/directory-1/oauth2/v2.0/token";

    @TempDir
    private static Path folder;

    private final List<String> tokenRequests = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final Map<String, Peer.Answer> answers = new HashMap<>();
    private SecurePeer entra;
    private Peer azure;

    @BeforeEach
    void start() throws Exception {
        entra = SecurePeer.start(folder);
        azure = new Peer();
        entra.peer().page(TOKEN_PATH, this::token);
        azure.page("/metadata/identity/oauth2/token", this::token);
        azure.page(
                METRICS,
                exchange -> answers.getOrDefault(metrics(exchange), json("{\"value\": []}"))
                        .to(exchange));
    }

    @AfterEach
    void stop() {
        entra.peer().close();
        azure.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        tokenRequests.add(exchange.getRequestURI().getQuery() + "&"
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        json("""
                {"token_type": "Bearer", "expires_in": "86399", "expires_on": "%s", "resource": "r",
                 "access_token": "token-%s"}""".formatted(Instant.now().getEpochSecond() + 86_399, tokens.incrementAndGet()))
                .to(exchange);
    }

    private static Peer.Answer json(String body) {
        return Peer.bytes(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String parameter(String query, String name) {
        for (String part : query.split("&", -1)) {
            if (part.startsWith(name + "=")) {
                return URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static String metrics(HttpExchange exchange) {
        return parameter(exchange.getRequestURI().getRawQuery(), "metricnames");
    }

    private AzureSettings settings(AzureIdentity identity, @Nullable Path tokenFile) {
        return new AzureSettings(
                RESOURCE,
                identity,
                identity == AzureIdentity.MANAGED ? null : "directory-1",
                identity == AzureIdentity.MANAGED ? null : "client-1",
                "AZURE_SECRET",
                tokenFile,
                azure.url(),
                entra.peer().url().replace("http://127.0.0.1", "https://localhost"),
                "shop",
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                entra.certificate());
    }

    private Source open(AzureIdentity identity) {
        return open(settings(identity, null), Map.of("AZURE_SECRET", Read.SECRET));
    }

    private Source open(AzureSettings settings, Map<String, String> environment) {
        // The address of a machine's own endpoint is the same everywhere: 169.254.169.254.
        ProxySelector proxies = settings.identity() == AzureIdentity.MANAGED
                ? ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), azure.port()))
                : null;
        return new AzureKind()
                .open(settings, Read.context(environment), proxies)
                .get(0)
                .source();
    }

    private static String series(String deployment, @Nullable String status, String data) {
        return """
                {"metadatavalues": [{"name": {"value": "modeldeploymentname"}, "value": "%s"}%s], "data": [%s]}""".formatted(
                deployment,
                status == null ? "" : ", {\"name\": {\"value\": \"statuscode\"}, \"value\": \"" + status + "\"}",
                data);
    }

    private static String metric(String name, String... series) {
        return """
                {"id": "x", "type": "Microsoft.Insights/metrics", "name": {"value": "%s", "localizedValue": "?"},
                 "unit": "Count", "errorCode": "Success", "timeseries": [%s]}""".formatted(name, String.join(",", series));
    }

    private static Peer.Answer told(String... metrics) {
        return json("{\"cost\": 0, \"interval\": \"PT1M\", \"value\": [" + String.join(",", metrics) + "]}");
    }

    private static Instant minute(int ago) {
        return Instant.ofEpochSecond(Instant.now().getEpochSecond() / 60 * 60 - 60L * ago);
    }

    private void tellCalls(Instant at) {
        answers.put(
                "AzureOpenAIRequests",
                told(metric(
                        "AzureOpenAIRequests",
                        series("gpt-4o", "200", "{\"timeStamp\": \"" + at + "\", \"total\": 7.0}"),
                        series("gpt-4o", "429", "{\"timeStamp\": \"" + at + "\", \"total\": 2.0}"),
                        series("gpt-4o", "500", "{\"timeStamp\": \"" + at + "\", \"total\": 1.0}"),
                        series("idle", "200", "{\"timeStamp\": \"" + at + "\", \"total\": 0.0}"))));
    }

    @Test
    void deployments_areToldByMinute_withWhatAzureTellsOfThem() throws Exception {
        Instant at = minute(5);
        tellCalls(at);
        answers.put(
                "GeneratedTokens,ProcessedPromptTokens,TokenTransaction",
                told(
                        metric(
                                "GeneratedTokens",
                                series("gpt-4o", null, "{\"timeStamp\": \"" + at + "\", \"total\": 900}")),
                        metric(
                                "ProcessedPromptTokens",
                                series(
                                        "gpt-4o",
                                        null,
                                        "{\"timeStamp\": \"" + at + "\"}, {\"timeStamp\": \"" + at
                                                + "\", \"total\": null}, {\"timeStamp\": \"?\", \"total\": 4}"))));
        answers.put(
                "AzureOpenAITTLTInMS,AzureOpenAITimeToResponse",
                told(
                        metric(
                                "AzureOpenAITTLTInMS",
                                series("gpt-4o", null, "{\"timeStamp\": \"" + at + "\", \"average\": 1250.5}")),
                        metric(
                                "AzureOpenAITimeToResponse",
                                series("gpt-4o", null, "{\"timeStamp\": \"" + at + "\", \"average\": 0}"))));
        Source source = open(AzureIdentity.CLIENT);

        List<Usage> told = Read.of(source);

        assertThat(told)
                .extracting(
                        Usage::getSource,
                        Usage::getModel,
                        Usage::getTenant,
                        Usage::getCount,
                        Usage::getFailures,
                        Usage::getThrottled,
                        Usage::getInputTokens,
                        Usage::getOutputTokens,
                        Usage::getLatencyMeanSeconds,
                        Usage::getTtftMeanSeconds)
                .containsExactly(
                        tuple("azure-monitor ai/shop-openai", "gpt-4o", "shop", 10L, 3L, 2L, null, 900L, 1.2505, null));
        assertThat(told.get(0).getFromMicros()).isEqualTo(at.getEpochSecond() * 1_000_000);
        assertThat(source.details()).isEqualTo("3 questions asked");
        String question = azure.paths().get(0);
        assertThat(parameter(question, "interval")).isEqualTo("PT1M");
        assertThat(parameter(question, "$filter")).isEqualTo("ModelDeploymentName eq '*' and StatusCode eq '*'");
        // Azure's own default is ten.
        assertThat(parameter(question, "top")).isEqualTo("1000");
    }

    @Test
    void application_showsItsSecretToEntra_onceForAllQuestions() throws Exception {
        Read.of(open(AzureIdentity.CLIENT));

        assertThat(tokenRequests).hasSize(1);
        assertThat(parameter(tokenRequests.get(0), "grant_type")).isEqualTo("client_credentials");
        assertThat(parameter(tokenRequests.get(0), "client_id")).isEqualTo("client-1");
        assertThat(parameter(tokenRequests.get(0), "client_secret")).isEqualTo(Read.SECRET);
        assertThat(parameter(tokenRequests.get(0), "scope")).contains(azure.url() + "/.default");
        assertThat(azure.questions()).hasSize(3).allMatch(asked -> "Bearer token-1".equals(asked.authorization()));
    }

    @Test
    void managedIdentity_isAskedOfTheMachine() throws Exception {
        Read.of(open(AzureIdentity.MANAGED));

        assertThat(tokenRequests).hasSize(1);
        assertThat(parameter(tokenRequests.get(0), "resource")).isEqualTo(azure.url());
        assertThat(azure.questions())
                .filteredOn(asked -> asked.path().startsWith(METRICS))
                .hasSize(3)
                .allMatch(asked -> "Bearer token-1".equals(asked.authorization()));
    }

    @Test
    void workloadIdentity_showsTheTokenOfItsPod() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "eyJ.pod.token");

        Read.of(open(settings(AzureIdentity.WORKLOAD, file), Map.of()));

        assertThat(parameter(tokenRequests.get(0), "client_assertion")).isEqualTo("eyJ.pod.token");
    }

    @Test
    void workloadIdentityOutsideOfAPod_isSaid() {
        SourceException failure = Read.failure(open(settings(AzureIdentity.WORKLOAD, null), Map.of()));

        assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(failure).hasMessageContaining("AZURE_FEDERATED_TOKEN_FILE");
    }

    @Test
    void wrongSecret_isSaid_withoutEntrasSentence() {
        entra.peer().page(TOKEN_PATH, Peer.bytes(401, "application/json", """
                {"error": "invalid_client", "error_codes": [7000215], "error_description":
                 "AADSTS7000215: Invalid client secret provided. Trace ID: 1"}""".getBytes(StandardCharsets.UTF_8)));

        SourceException failure = Read.failure(open(AzureIdentity.CLIENT));

        assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(failure)
                .hasMessage(
                        "Entra gives no token (AADSTS7000215): the secret is wrong: it is the secret's value that counts,"
                                + " not its id");
        assertThat(azure.questions()).isEmpty();
    }

    @Test
    void tokenThatEndsInBetween_isAskedForAgain_andTheReadingGoesOn() throws Exception {
        tellCalls(minute(5));
        answers.put("GeneratedTokens,ProcessedPromptTokens,TokenTransaction", Peer.closed("token-2", told()));

        List<Usage> told = Read.of(open(AzureIdentity.CLIENT));

        assertThat(told).hasSize(1);
        assertThat(tokenRequests).hasSize(2);
    }

    @Test
    void tokenThatIsNeverBelieved_isAskedForTwiceOnly() {
        answers.put("AzureOpenAIRequests", Peer.status(401));

        SourceException failure = Read.failure(open(AzureIdentity.CLIENT));

        assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(tokenRequests).hasSize(2);
        assertThat(azure.questions()).hasSize(2);
    }

    @Test
    void readingThatFailsInAPart_tellsNothing() {
        tellCalls(minute(5));
        answers.put("AzureOpenAITTLTInMS,AzureOpenAITimeToResponse", Peer.status(500));

        assertThat(Read.failure(open(AzureIdentity.CLIENT)).kind()).isEqualTo(FailureKind.UNAVAILABLE);
    }

    @Test
    void latenciesThatAResourceDoesNotHave_areNoFailure() throws Exception {
        tellCalls(minute(5));
        answers.put("AzureOpenAITTLTInMS,AzureOpenAITimeToResponse", Peer.status(400));

        assertThat(Read.of(open(AzureIdentity.CLIENT)))
                .extracting(Usage::getCount, Usage::getLatencyMeanSeconds)
                .containsExactly(tuple(10L, null));
    }

    @Test
    void quotaThatIsUsedUp_leavesAzureAlone() {
        answers.put("AzureOpenAIRequests", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "120");
            exchange.sendResponseHeaders(429, -1);
        });
        Source source = open(AzureIdentity.CLIENT);

        assertThat(Read.failure(source).kind()).isEqualTo(FailureKind.LIMITED);
        assertThat(Read.failure(source)).hasMessageContaining("is left alone for another 1");
        assertThat(azure.questions()).hasSize(1);
    }

    @Test
    void forbidden_isSaidWithTheRoleThatIsMissing() {
        answers.put("AzureOpenAIRequests", Peer.status(403));

        assertThat(Read.failure(open(AzureIdentity.CLIENT))).hasMessageContaining("Monitoring Reader");
    }

    @Test
    void answersThatAreCut_orSomethingElse_tellNothing() {
        String one = series("d", "200", "");
        answers.put("AzureOpenAIRequests", told(metric("AzureOpenAIRequests", (one + ",").repeat(999) + one)));
        assertThat(Read.failure(open(AzureIdentity.CLIENT)).kind()).isEqualTo(FailureKind.TOO_LARGE);

        answers.put("AzureOpenAIRequests", json("{\"value\": [{\"errorCode\": \"Throttled\"}]}"));
        assertThat(Read.failure(open(AzureIdentity.CLIENT)).kind()).isEqualTo(FailureKind.UNAVAILABLE);

        answers.put("AzureOpenAIRequests", json("{\"value\": nul"));
        assertThat(Read.failure(open(AzureIdentity.CLIENT)).kind()).isEqualTo(FailureKind.MALFORMED);

        answers.put("AzureOpenAIRequests", json("{\"value\": null}"));
        assertThat(Read.failure(open(AzureIdentity.CLIENT)).kind()).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    void settingsThatCannotBe_areRefused() {
        assertThatThrownBy(() -> new AzureSettings(
                        "shop-openai", AzureIdentity.MANAGED, null, null, "S", null, "u", "a", null, null, null, null))
                .hasMessageContaining("needs resource: /subscriptions/");
        assertThatThrownBy(() -> new AzureSettings(
                        RESOURCE, AzureIdentity.CLIENT, null, null, "S", null, "u", "a", null, null, null, null))
                .hasMessage("identity: client needs directory-id and client-id");
    }
}
