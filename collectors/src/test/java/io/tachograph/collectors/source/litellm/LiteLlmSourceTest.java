package io.tachograph.collectors.source.litellm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Peer;
import io.tachograph.schemas.avro.EngineHistogram;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.InventoryRoute;
import io.tachograph.schemas.avro.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proxy that answers what LiteLLM answers. The figures were read from the captured text with grep and added by hand. */
class LiteLlmSourceTest {
    private static final String BASIC = "a33be0476fb9d3b8f3ecde5edde52c9311bf478491a64f1d0aba41c6a5d7e3ed";
    private static final String FAIL = "06cfb05a1781810f33cf0812840ce17962deefefc0f41add5149f25390e6d25e";
    private static final String ROUTES = """
            {"data": [
              {"model_name": "mock-basic", "litellm_params": {"model": "openai/gpt-4o"}, "model_info": {"id": "%s"}},
              {"model_name": "mock-fail", "litellm_params": {"model": "openai/x"}, "model_info": {"id": "%s"}}]}
            """.formatted(BASIC, FAIL);

    private final List<SpecificRecord> records = new ArrayList<>();
    private Peer peer;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
        peer.page("/health/liveliness", exchange -> {
            exchange.getResponseHeaders().set("x-litellm-version", "1.95.0");
            Peer.bytes(200, "application/json", "\"I'm alive!\"".getBytes(StandardCharsets.UTF_8))
                    .to(exchange);
        });
        peer.json("/health/readiness", "{\"status\":\"healthy\",\"db\":\"connected\"}");
        peer.page("/model/info", Peer.closed("sk-secret", json(ROUTES)));
        peer.page("/metrics", Peer.closed("sk-secret", Peer.bytes(200, "text/plain", captured("metrics-v1.95.txt"))));
        peer.page(
                "/user/daily/activity",
                Peer.closed("sk-secret", Peer.bytes(200, "application/json", captured("daily-activity.json"))));
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private static byte[] captured(String name) throws IOException {
        return Peer.captured("/io/tachograph/collectors/source/litellm/" + name);
    }

    private static Peer.Answer json(String body) {
        return Peer.bytes(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private Source open(@Nullable String metricsUrl, int usageDays) {
        SourceContext context = new SourceContext(
                "agent-1",
                "host-1",
                WallClock.ofProcess(),
                new DiscoveredTargets(),
                name -> name.equals("LITELLM_KEY") ? "sk-secret" : null);
        return new LiteLlmKind()
                .open(
                        new LiteLlmSettings(peer.url(), metricsUrl, "lab", "LITELLM_KEY", usageDays, usageDays, null),
                        context)
                .get(0)
                .source();
    }

    private void read(Source source) throws Exception {
        source.read(records::add).toCompletableFuture().get();
    }

    private SourceException failure(Source source) {
        Throwable failure = catchThrowable(() -> read(source));
        assertThat(failure).isInstanceOf(ExecutionException.class);
        assertThat(failure.getCause())
                .isInstanceOf(SourceException.class)
                .message()
                .doesNotContain("secret");
        return (SourceException) failure.getCause();
    }

    private List<EngineSample> samples() {
        return only(EngineSample.class);
    }

    private <T> List<T> only(Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void isReadEvery30Seconds() {
        assertThat(new LiteLlmKind().every()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void proxy_tellsWhatEachModelDid() throws Exception {
        Source source = open(null, 2);

        read(source);

        assertThat(samples())
                .extracting(EngineSample::getTarget, EngineSample::getEngine, EngineSample::getEngineVersion)
                .containsExactly(
                        tuple("lab-litellm-mock-basic", "litellm", "1.95.0"),
                        tuple("lab-litellm-mock-fail", "litellm", "1.95.0"));
        // Of three keys: 5 + 3 + 2.
        assertThat(samples().get(0).getCounters()).isEqualTo(Map.of("requests_finished", 10.0));
        assertThat(samples().get(1).getCounters()).isEqualTo(Map.of("requests_failed", 2.0));
        EngineHistogram tpot =
                Objects.requireNonNull(samples().get(0).getHistograms().get("tpot"));
        assertThat(tpot.getSum()).isEqualTo(9.162499999999999e-06);
        assertThat(tpot.getCounts()).startsWith(2L, 0L);
        assertThat(source.details())
                .contains("litellm 1.95.0", "2 models over 2 routes, 2 in use")
                // mock-cache-read, -write, -reason, -audio, which these routes do not have.
                .contains("12 requests for models that it does not route")
                // The captured text was cut within this histogram.
                .contains("litellm_request_total_latency_metric");
        assertThat(records.toString()).doesNotContain("172.19", "dd-user", "default_user", "sk-secret");
        assertThat(peer.paths()).doesNotContain("/health");
    }

    @Test
    void quantitiesOfOneModel_areAddedUpOverKeysAndDeployments() throws Exception {
        peer.json("/model/info", """
                {"data": [
                  {"model_name": "m", "litellm_params": {"model": "openai/a"}, "model_info": {"id": "1"}},
                  {"model_name": "m", "litellm_params": {"model": "openai/b"}, "model_info": {"id": "2"}}]}
                """);
        peer.page("/metrics", "text/plain", """
                litellm_proxy_total_requests_metric_total{requested_model="m",model_id="1",status_code="200",user="x"} 4
                litellm_proxy_total_requests_metric_total{requested_model="m",model_id="2",status_code="499",user="x"} 1
                litellm_proxy_total_requests_metric_total{requested_model="m",model_id="None",status_code="429",user="x"} 2
                litellm_proxy_total_requests_metric_total{requested_model="gpt-typo",model_id="None",status_code="404"} 7
                litellm_input_tokens_metric_total{model="a",model_id="1"} 100
                litellm_input_tokens_metric_total{model="b",model_id="2"} 50
                litellm_input_tokens_metric_created{model="b",model_id="2"} 1.7e9
                litellm_input_cached_tokens_metric_total{model="b",model_id="2"} 20
                litellm_output_tokens_metric_total{model="a",model_id="1"} 11
                litellm_spend_metric_total{model="a",model_id="1",team="t"} 0.5
                litellm_spend_metric_total{model="a",model_id="1",team="None"} 0.25
                litellm_remaining_requests_metric{model_group="m",litellm_model_name="a"} 90
                litellm_remaining_tokens_metric{model_group="m",litellm_model_name="a"} NaN
                litellm_llm_api_time_to_first_token_metric_bucket{model_id="1",le="0.5"} 1
                litellm_llm_api_time_to_first_token_metric_bucket{model_id="1",le="+Inf"} 3
                litellm_llm_api_time_to_first_token_metric_sum{model_id="1"} 2.5
                litellm_llm_api_time_to_first_token_metric_count{model_id="1"} 3
                """);

        read(open(null, 0));

        assertThat(samples()).singleElement().satisfies(sample -> {
            assertThat(sample.getCounters())
                    .isEqualTo(Map.of(
                            "requests_finished", 4.0,
                            "requests_aborted", 1.0,
                            "requests_failed", 2.0,
                            "prompt_tokens", 150.0,
                            "cached_prompt_tokens", 20.0,
                            "generation_tokens", 11.0,
                            "cost_usd", 0.75));
            assertThat(sample.getGauges()).isEqualTo(Map.of("remaining_requests", 90.0));
            assertThat(Objects.requireNonNull(sample.getHistograms().get("ttft"))
                            .getCounts())
                    .containsExactly(1L, 2L);
        });
    }

    @Test
    void olderText_hasFailuresWithoutAStatus() throws Exception {
        peer.page("/metrics", "text/plain", """
                litellm_proxy_total_requests_metric_total{requested_model="mock-basic"} 10
                litellm_proxy_failed_requests_metric_total{requested_model="mock-basic"} 3
                """);

        read(open(null, 0));

        assertThat(samples().get(0).getCounters()).isEqualTo(Map.of("requests_finished", 7.0, "requests_failed", 3.0));
    }

    @Test
    void routes_areAskedForOnceInFiveMinutes_andAgainWhenTheProxyCameBack() throws Exception {
        Source source = open(null, 0);
        read(source);
        read(source);
        assertThat(peer.paths()).filteredOn("/model/info"::equals).hasSize(1);
        assertThat(peer.paths()).filteredOn("/metrics"::equals).hasSize(2);

        peer.page("/health/liveliness", Peer.status(503));
        SourceException down = failure(source);
        assertThat(down.kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(down).hasMessageContaining("answers with status 503: it is starting, shutting down");

        peer.page("/health/liveliness", Peer.status(200));
        read(source);
        assertThat(peer.paths()).filteredOn("/model/info"::equals).hasSize(2);
    }

    @Test
    void usage_isToldByDayModelAndTeam_overPages() throws Exception {
        // Given the rows of one day on two pages, as the proxy cuts them
        List<String> pages = List.of("""
                {"results": [{"date": "2026-09-23", "metrics": {}, "breakdown": {"models": {"openai/x": {"metrics": {}}},
                  "model_groups": {"m": {"metrics": {}, "metadata": {}, "api_key_breakdown": {
                    "k1": {"metrics": {"spend": "0.5", "prompt_tokens": 10, "completion_tokens": 1, "api_requests": "2",
                           "failed_requests": 1, "cache_read_input_tokens": 4}, "metadata": {"team_id": "red"}},
                    "k2": {"metrics": {"spend": null, "prompt_tokens": 20, "api_requests": 3}, "metadata": {"team_id": null}}}}}}}],
                 "metadata": {"page": 1, "total_pages": 2, "has_more": true}}""", """
                {"results": [{"date": "2026-09-23", "breakdown": {"model_groups": {"m": {"metrics": {}, "api_key_breakdown": {
                    "k1": {"metrics": {"spend": 0.25, "prompt_tokens": 5, "completion_tokens": 2, "api_requests": 1,
                           "failed_requests": 0}, "metadata": {"team_id": "red"}}}}}}}],
                 "metadata": {"page": 2, "total_pages": 2, "has_more": false}}""");
        peer.page(
                "/user/daily/activity",
                exchange -> json(pages.get(exchange.getRequestURI().getQuery().endsWith("page=1") ? 0 : 1))
                        .to(exchange));

        read(open(null, 2));

        assertThat(only(Usage.class))
                .extracting(
                        Usage::getModel,
                        Usage::getTenant,
                        Usage::getCount,
                        Usage::getFailures,
                        Usage::getInputTokens,
                        Usage::getCachedInputTokens,
                        Usage::getOutputTokens,
                        Usage::getCostUsd)
                .containsExactly(
                        tuple("m", "", 3L, null, 20L, null, null, null), tuple("m", "red", 3L, 1L, 15L, 4L, 3L, 0.75));
        Usage usage = only(Usage.class).get(0);
        assertThat(usage.getSource()).isEqualTo("litellm " + peer.url());
        assertThat(usage.getToMicros() - usage.getFromMicros()).isEqualTo(86_400_000_000L);
        assertThat(usage.getFromMicros()).isEqualTo(1_790_121_600_000_000L); // date -u -d 2026-09-23 +%s
    }

    @Test
    void usageOfAnOlderProxy_hasNoTeams() throws Exception {
        read(open(null, 2));

        assertThat(only(Usage.class)).singleElement().satisfies(usage -> {
            assertThat(usage.getModel()).isEqualTo("gpt-4o-mini");
            assertThat(usage.getTenant()).isEmpty();
            assertThat(usage.getCostUsd()).isEqualTo(1.095e-05);
            assertThat(usage.getTotalTokens()).isEqualTo(46);
            assertThat(usage.getFailures()).isNull();
        });
    }

    @Test
    void pageThatComesAgain_andKeyThatIsTakenAwayWithin_countNothing() throws Exception {
        peer.page("/user/daily/activity", json("""
                {"results": [{"date": "2026-09-23", "breakdown": {"models": {"m": {"metrics": {"spend": 1}}}}}],
                 "metadata": {"has_more": true}}"""));
        assertThat(failure(open(null, 2)))
                .hasMessageContaining("sends a page of daily activity again")
                .extracting(SourceException::kind)
                .isEqualTo(FailureKind.MALFORMED);

        peer.page(
                "/user/daily/activity",
                exchange -> (exchange.getRequestURI().getQuery().endsWith("page=1")
                                ? json(
                                        "{\"results\": [{\"date\": \"2026-09-23\"}], \"metadata\": {\"has_more\": true}}")
                                : Peer.status(401))
                        .to(exchange));
        assertThat(failure(open(null, 2)).kind()).isEqualTo(FailureKind.REFUSED);

        assertThat(only(Usage.class)).isEmpty();
        assertThat(samples()).as("metrics count all the same").hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "/metrics, 401, REFUSED, name the environment variable",
        "/metrics, 404, UNAVAILABLE, 'litellm_settings: {callbacks: [\"prometheus\"]}'",
        "/model/info, 403, REFUSED, name the environment variable",
        "/user/daily/activity, 500, UNAVAILABLE, without a database it has no usage",
        "/health/readiness, 503, UNAVAILABLE, its database is away",
    })
    void pageThatIsNotThere_failsWithWhatToDo(String path, int status, FailureKind kind, String sentence) {
        peer.page(path, Peer.status(status));

        SourceException failure = failure(open(null, 2));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure)
                .hasMessageContaining(path + " answers with status " + status)
                .hasMessageContaining(sentence);
    }

    @Test
    void proxyWithoutADatabase_isNotAskedForUsage() throws Exception {
        peer.json(
                "/health/readiness",
                "{\"status\":\"healthy\",\"db\":\"Not connected\",\"litellm_version\":\"1.40.21\"}");
        Source source = open(null, 2);

        read(source);

        assertThat(peer.paths()).noneMatch(path -> path.startsWith("/user/daily"));
        assertThat(source.details()).contains("litellm 1.40.21", "no database, so no usage by day");
    }

    @Test
    void metricsOnAPortOfTheirOwn_getNoKey() throws Exception {
        try (Peer metrics = new Peer()) {
            metrics.page("/metrics", "text/plain", "litellm_spend_metric_total{model_id=\"" + BASIC + "\"} 1\n");

            read(open(metrics.url() + "/metrics", 0));

            assertThat(metrics.questions()).allMatch(question -> question.authorization() == null);
            assertThat(samples()).hasSize(1);
        }
    }

    @Test
    void routes_areOnTheInventory_untilTheProxyHasThemNoMore() throws Exception {
        peer.page("/model/info", Peer.bytes(200, "application/json", captured("model-info.json")));
        Source source = open(null, 0);
        read(source);

        assertThat(only(InventoryRoute.class))
                .extracting(
                        InventoryRoute::getProxy,
                        InventoryRoute::getModel,
                        InventoryRoute::getProvider,
                        InventoryRoute::getUrl,
                        InventoryRoute::getOutputCostPerToken)
                .containsExactly(
                        tuple("lab", "gpt-4o", "azure", "https://example.openai.azure.com/", 1e-05),
                        tuple("lab", "local-qwen", "hosted_vllm", "http://vllm:8000/v1", null));
        assertThat(records.toString()).doesNotContain("LEAK");

        records.clear();
        peer.page("/health/liveliness", Peer.status(503));
        assertThat(failure(source).kind()).isEqualTo(FailureKind.UNAVAILABLE);
        peer.page("/health/liveliness", Peer.status(200)).json("/model/info", "{\"data\": []}");
        read(source);
        assertThat(only(InventoryRoute.class)).hasSize(2).allMatch(route -> route.getEndedAtMicros() != null);
    }

    @Test
    void routes_tellNothingSecret() throws Exception {
        Deployment azure = Deployments.of(new ObjectMapper().readTree(captured("model-info.json")))
                .all()
                .get(0);

        assertThat(azure.url()).isEqualTo("https://example.openai.azure.com/");
        assertThat(azure.provider()).isEqualTo("azure");
        assertThat(azure.inputCostPerToken()).isEqualTo(2.5e-06);
        assertThat(azure.requestsPerMinute()).isNull();
        assertThat(Objects.toString(azure)).doesNotContain("LEAK");
    }
}
