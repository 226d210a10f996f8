package io.tachograph.standalone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.key.KeyBook;
import io.tachograph.collectors.inventory.ConfiguredTargets;
import io.tachograph.config.ConfigFile;
import io.tachograph.config.TachographConfig;
import io.tachograph.gateway.Gateway;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.metric.RequestTokens;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.SimulatedFleet;
import io.tachograph.standalone.config.ConfiguredBudgets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets from the configuration to the client of the gateway. */
class BudgetedGatewayTest {
    private static final String ANN = "key-of-ann-0123456789";
    private static final String BEN = "key-of-ben-0123456789";
    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<RequestTiming> records = new CopyOnWriteArrayList<>();
    private SimulatedFleet fleet;
    private KeyBook keys;
    private ConfiguredBudgets budgets;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        LatencyLaw fast = new LatencyLaw(0.001, 0, 0.001, 0, 0);
        fleet = SimulatedFleet.start(
                new FleetConfig("127.0.0.1", 3, false, List.of(ReplicaConfig.of("tiny-1", "tiny", fast))));
        String url = fleet.replicas().get(0).uri().toString();
        TachographConfig config = ConfigFile.read(
                Files.writeString(
                        folder.resolve("gateway.yml"),
                        "gateway: {port: 0, drain-limit: 0s}\n"
                                + "budgets:\n"
                                + "- {of: key, tokens-per-day: 1}\n"
                                + "- {of: key, name: key-2, tokens-per-day: 1000000, requests-per-minute: 2}\n"
                                + "targets:\n"
                                + "- {url: '" + url + "', model: tiny}\n"
                                + "- {url: '" + url + "', model: tiny, api: anthropic, cluster: messages}\n"),
                Map.of());
        keys = KeyBook.reading(ApiKeys.parse(ANN + "," + BEN).ring(), null);
        budgets = ConfiguredBudgets.open(config, Map.of(), new PrometheusRegistry());
        gateway = Gateway.start(
                config,
                ConfiguredTargets.of(config).targets(),
                "gateway-1",
                variable -> null,
                new KeyedCallers(keys, config.gateway(), budgets.budgets()),
                slug -> false,
                record -> records.add((RequestTiming) record));
    }

    @AfterEach
    void stop() {
        gateway.close();
        budgets.close();
        keys.close();
        fleet.close();
    }

    private HttpResponse<String> post(String path, String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .header("x-api-key", key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"tiny\",\"max_tokens\":4,\"messages\":"
                        + "[{\"role\":\"user\",\"content\":\"How far away?\"}]}"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode error(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(429);
        // What was overdrawn is owed: so many days as the first answer took tokens.
        assertThat(answer.headers().firstValueAsLong("retry-after").orElseThrow())
                .isPositive();
        return new ObjectMapper().readTree(answer.body()).get("error");
    }

    @Test
    void spentTokens_areRefusedInTheFormOfTheApi() throws Exception {
        HttpResponse<String> first = post(CHAT, ANN);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("x-ratelimit-limit-tokens")).contains("1");
        assertThat(first.headers().firstValue("x-ratelimit-remaining-tokens")).contains("1");
        await().until(() -> records.size() == 1);

        JsonNode ofOpenAi = error(post(CHAT, ANN));
        assertThat(ofOpenAi.get("code").asText()).isEqualTo("insufficient_quota");
        assertThat(ofOpenAi.get("message").asText())
                .isEqualTo("The budget of this key is spent: 1 tokens a day (UTC).");
        JsonNode ofAnthropic = error(post("/v1/messages", ANN));
        assertThat(ofAnthropic.get("type").asText()).isEqualTo("rate_limit_error");
        assertThat(post(CHAT, BEN).statusCode()).as("of another").isEqualTo(200);
        assertThat(gateway.counters().refused()).isEqualTo(2);
    }

    @Test
    void answers_sayWhatIsLeft_andWhatWasUsedIsWhatTheRecordsSay() throws Exception {
        assertThat(post(CHAT, BEN).headers().firstValue("x-ratelimit-remaining-requests"))
                .contains("1");
        await().until(() -> records.size() == 1);
        HttpResponse<String> second = post(CHAT, BEN);

        assertThat(second.headers().firstValueAsLong("x-ratelimit-remaining-tokens"))
                .hasValue(1_000_000 - RequestTokens.of(records.get(0)));
        assertThat(RequestTokens.of(records.get(0))).isGreaterThan(4);
        JsonNode third = error(post(CHAT, BEN));
        assertThat(third.get("code").asText()).isEqualTo("rate_limit_exceeded");
    }
}
