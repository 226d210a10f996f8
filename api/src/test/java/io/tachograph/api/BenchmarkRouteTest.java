package io.tachograph.api;

import static io.tachograph.api.FakeBenchmarkResults.WINDOW_END;
import static io.tachograph.api.FakeBenchmarkResults.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.store.BenchmarkResult;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkRouteTest {
    private RunningApi api;

    @BeforeEach
    void start() throws IOException {
        api = new RunningApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void ranking_isWrittenToTheLetter() {
        // Given
        Instant at = Instant.parse("2024-09-27T08:57:17.739976Z");
        UUID id = UUID.fromString("fe860508-ecf7-4f57-941d-a0dbbe63cfa4");
        api.results.rank("ttft", new BenchmarkResult(id, "ttft", "Llama 3.1 405", 1.0281117694509072, 1, at));

        // When
        HttpResponse<String> answer = api.getWithKey("/api/v1/benchmark/TTFT");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"success\":true,\"data\":[{\"id\":\"fe860508-ecf7-4f57-941d-a0dbbe63cfa4\","
                        + "\"metric\":\"TTFT\",\"llm_name\":\"Llama 3.1 405\",\"mean_value\":1.0281117694509072,"
                        + "\"rank\":1,\"timestamp\":\"2024-09-27T08:57:17.739976Z\"}],\"message\":null}");
    }

    @Test
    void wholeSecond_hasSixDecimalsToo() throws IOException {
        api.results.rank("ttft", result("ttft", "m", 1, 1, WINDOW_END));
        assertThat(data("/api/v1/benchmark/TTFT").get(0).get("timestamp").asText())
                .isEqualTo("2026-11-21T10:00:00.000000Z");
    }

    @ParameterizedTest
    @CsvSource({"TTFT,ttft", "TPOT,tpot", "E2E,e2e", "THROUGHPUT,output_throughput", "ERROR_RATE,error_rate"})
    void metric_isReadUnderTheStoresName(String apiName, String storeName) throws IOException {
        api.results.rank(storeName, result(storeName, "m", 0.25, 1, WINDOW_END));
        JsonNode row = data("/api/v1/benchmark/" + apiName).get(0);
        assertThat(row.get("metric").asText()).isEqualTo(apiName);
        assertThat(row.get("mean_value").asDouble()).isEqualTo(0.25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ttft", "Ttft", "tTfT"})
    void caseOfTheName_doesNotMatter(String name) throws IOException {
        api.results.rank("ttft", result("ttft", "m", 1, 1, WINDOW_END));
        assertThat(data("/api/v1/benchmark/" + name).get(0).get("metric").asText())
                .isEqualTo("TTFT");
    }

    @Test
    void order_isTheStores() throws IOException {
        api.results.rank(
                "ttft",
                result("ttft", "a", 2, 1, WINDOW_END),
                result("ttft", "b", 1, 2, WINDOW_END),
                result("ttft", "c", 3, 2, WINDOW_END));
        assertThat(data("/api/v1/benchmark/TTFT").findValuesAsText("llm_name")).containsExactly("a", "b", "c");
    }

    @Test
    void noRankingYet_isAnEmptyList() throws IOException {
        assertThat(data("/api/v1/benchmark/THROUGHPUT")).isEmpty();
    }

    @Test
    void unknownMetric_isToldTheKnownOnes() {
        HttpResponse<String> answer = api.getWithKey("/api/v1/benchmark/speed");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"success\":false,\"data\":null,\"message\":"
                        + "\"Unknown metric 'speed', known are TTFT, TPOT, E2E, THROUGHPUT, ERROR_RATE.\"}");
    }

    @Test
    void storesOwnName_isNoMetricOfTheApi() {
        assertThat(api.getWithKey("/api/v1/benchmark/output_throughput").statusCode())
                .isEqualTo(404);
    }

    @Test
    void databaseAway_isSaidWithoutItsAddress() {
        api.results.databaseAway.set(true);
        HttpResponse<String> answer = api.getWithKey("/api/v1/benchmark/TTFT");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("The database does not answer").doesNotContain("database.internal");
    }

    private JsonNode data(String path) throws IOException {
        HttpResponse<String> answer = api.getWithKey(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body()).get("data");
    }
}
