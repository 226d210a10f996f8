package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.core.metrics.Counter;
import io.tachograph.store.CheckResult;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationRoutesTest {
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
    void health_tellsWhatIsWrong() {
        api.database = () -> CheckResult.failed("The database does not answer.");
        HttpResponse<String> answer = api.get("/health");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("\"status\":\"unhealthy\"")
                .contains("{\"name\":\"database\",\"ok\":false,\"detail\":\"The database does not answer.\"}");
    }

    @Test
    void health_hasTheVersionOfTheBuild() {
        assertThat(api.get("/health").body())
                .containsPattern("\"status\":\"healthy\",\"version\":\"\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\"");
    }

    @Test
    void brokenCheck_isAFailedCheck() {
        api.database = () -> {
            throw new IllegalStateException("jdbc:postgresql://user:password@host");
        };
        HttpResponse<String> answer = api.get("/health");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("\"ok\":false")
                .contains("IllegalStateException")
                .doesNotContain("password");
    }

    @Test
    void metrics_countRequestsByRouteNotByPath() {
        api.getWithKey("/api/v1/benchmark/TTFT");
        api.getWithKey("/api/v1/benchmark/tpot");
        api.getWithKey("/api/v1/benchmark/SPEED");
        api.get("/api/v1/benchmark/TTFT");
        api.get("/secret-path");
        api.send("BREW", "/health");

        // A request is counted after its answer has left, so the last ones may be missing at first.
        await().untilAsserted(() -> assertThat(api.get("/metrics").body())
                .contains(count("/api/v1/benchmark/{metric}", "GET", 200, 2))
                .contains(count("/api/v1/benchmark/{metric}", "GET", 404, 1))
                .contains(count("/api/v1/benchmark/{metric}", "GET", 401, 1))
                .contains(count("unmatched", "GET", 404, 1))
                .contains(count("unmatched", "OTHER", 405, 1))
                .contains("jvm_memory_used_bytes")
                .contains("tachograph_api_request_duration_seconds_bucket")
                .doesNotContain("secret-path")
                .doesNotContain("BREW"));
    }

    @Test
    void metrics_countWhatTheServerRefusesBeforeAnyRoute() throws IOException {
        api.sendRaw("GET /health%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        await().untilAsserted(
                        () -> assertThat(api.get("/metrics").body()).contains(count("unmatched", "OTHER", 400, 1)));
    }

    @Test
    void metrics_showWhatOthersRegistered() {
        Counter.builder().name("records_published").register(api.metrics).inc(7);
        assertThat(api.get("/metrics").body()).contains("records_published_total 7.0");
    }

    private static String count(String route, String method, int status, int count) {
        return "tachograph_api_request_duration_seconds_count{method=\"" + method + "\",route=\"" + route
                + "\",status=\"" + status + "\"} " + count + "\n";
    }
}
