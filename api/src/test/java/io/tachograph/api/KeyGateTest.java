package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyGateTest {
    private RunningApi api;

    @BeforeEach
    void start() throws IOException {
        api = new RunningApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/benchmark/TTFT", "/api/v1/benchmark/unknown", "/api/v1/benchmark/TTFT/"})
    void noKey_isRefusedWithTheDocumentedBody(String path) {
        HttpResponse<String> answer = api.get(path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo("{\"success\":false,\"data\":null,\"message\":\"Could not validate API key\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wrong-key-123",
                "TEST-KEY-123",
                "test-key-12",
                "test-key-1234",
                "test-key-123,a-much-longer-demo-key-456"
            })
    void otherKey_isRefused(String key) {
        assertThat(api.send("GET", "/", "X-API-Key", key).statusCode()).isEqualTo(401);
    }

    @Test
    void keyInTheQuery_doesNotCount() {
        assertThat(api.get("/?api_key=" + RunningApi.KEY + "&X-API-Key=" + RunningApi.KEY)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusedRequest_doesNotReachTheStore() {
        api.results.databaseAway.set(true);
        assertThat(api.get("/api/v1/benchmark/TTFT").statusCode()).isEqualTo(401);
    }

    @Test
    void caller_learnsHisNameAndAHint() {
        assertThat(api.getWithKey("/").body())
                .isEqualTo("{\"success\":true,\"data\":{\"name\":\"key-1\",\"hint\":\"…23\"},\"message\":null}");
        assertThat(api.send("GET", "/", "x-api-key", RunningApi.OTHER_KEY).body())
                .contains("\"name\":\"key-2\",\"hint\":\"…-456\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/metrics", "/openapi.json", "/docs", "/redoc", "/assets/docs.js"})
    void openRoute_needsNoKey(String path) {
        assertThat(api.get(path).statusCode()).isEqualTo(200);
    }
}
