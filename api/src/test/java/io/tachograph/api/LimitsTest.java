package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.api.caller.RateLimit;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void requestBeyondTheBurst_isToldWhenToComeBack_andOtherKeysHaveTheirOwn() throws IOException {
        try (RunningApi api = new RunningApi(new RateLimit(1, 2))) {
            Contract contract = new Contract(api.get("/openapi.json").body());
            assertThat(api.getWithKey("/api/v1/metrics").headers().firstValue("RateLimit-Remaining"))
                    .hasValue("1");
            assertThat(api.getWithKey("/api/v1/metrics").statusCode()).isEqualTo(200);

            HttpResponse<String> refused = api.getWithKey("/api/v1/metrics");

            assertThat(refused.statusCode()).isEqualTo(429);
            contract.check("GET /api/v1/metrics", refused);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 60L);
            assertThat(api.send("GET", "/api/v1/metrics", "X-API-Key", RunningApi.OTHER_KEY)
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
