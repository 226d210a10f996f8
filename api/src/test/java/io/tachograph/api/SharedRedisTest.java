package io.tachograph.api;

import static io.tachograph.api.FakeBenchmarkResults.WINDOW_END;
import static io.tachograph.api.FakeBenchmarkResults.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.redis.RedisAddress;
import io.tachograph.store.RowReader;
import io.tachograph.store.Rows;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances that share a real Redis. */
class SharedRedisTest {
    private static final String TTFT = "/api/v1/benchmark/TTFT";
    private static final RateLimit ANY = new RateLimit(1_000_000, 1_000_000);

    @TempDir
    private Path directory;

    private RedisProcess redis;

    @BeforeEach
    void start() throws IOException {
        redis = RedisProcess.start(directory);
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void answerOfOneInstance_isThatOfTheOther() throws IOException {
        try (RunningApi one = instance(ANY, Duration.ofHours(1));
                RunningApi other = instance(ANY, Duration.ofHours(1));
                RunningApi alone = new RunningApi()) {
            one.results.rank("ttft", result("ttft", "llama", 1.5, 1, WINDOW_END));
            alone.results.rank("ttft", result("ttft", "llama", 1.5, 1, WINDOW_END));
            other.results.databaseAway.set(true);

            HttpResponse<String> made = one.getWithKey(TTFT);
            HttpResponse<String> shared = other.getWithKey(TTFT);

            assertThat(shared.statusCode()).isEqualTo(200);
            assertThat(shared.body())
                    .isEqualTo(made.body())
                    .isEqualTo(alone.getWithKey(TTFT).body());
            assertThat(shared.headers().firstValue("Warning")).isEmpty();
        }
    }

    @Test
    void answerThatIsTooLarge_isNotShared_andOthersAre() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        RowReader large = (call, limit, after) -> {
            asked.incrementAndGet();
            return Rows.of(Instant.EPOCH, List.of("model"), List.of(List.of("x".repeat(5 << 20))));
        };
        try (RunningApi one = instance(ANY, Duration.ofHours(1));
                RunningApi other = instance(ANY, Duration.ofHours(1))) {
            one.rows = large;
            other.rows = large;
            for (RunningApi api : List.of(one, one, other, other)) {
                assertThat(api.getWithKey("/api/v1/models").statusCode()).isEqualTo(200);
            }
            assertThat(asked).hasValue(2);

            one.results.rank("ttft", result("ttft", "llama", 1.5, 1, WINDOW_END));
            other.results.databaseAway.set(true);
            assertThat(one.getWithKey(TTFT).statusCode()).isEqualTo(200);
            assertThat(other.getWithKey(TTFT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void limit_holdsAcrossInstances() throws IOException {
        RateLimit limit = new RateLimit(1, 4);
        try (RunningApi one = instance(limit, Duration.ZERO);
                RunningApi other = instance(limit, Duration.ZERO)) {
            for (RunningApi api : new RunningApi[] {one, other, one, other}) {
                assertThat(api.getWithKey("/").statusCode()).isEqualTo(200);
            }
            HttpResponse<String> refused = one.getWithKey("/");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(other.getWithKey("/").statusCode()).isEqualTo(429);
            assertThat(other.send("GET", "/", "X-API-Key", RunningApi.OTHER_KEY).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void redisThatDies_isDoneWithout_andUsedAgainWhenItIsBack() throws Exception {
        RateLimit limit = new RateLimit(1, 100);
        try (RunningApi one = instance(limit, Duration.ofMillis(1));
                RunningApi other = instance(limit, Duration.ofMillis(1))) {
            one.results.rank("ttft", result("ttft", "llama", 1.5, 1, WINDOW_END));
            assertThat(remaining(one)).isEqualTo(99);
            assertThat(remaining(other)).isEqualTo(98);

            redis.kill();
            HttpResponse<String> answer = one.getWithKey(TTFT);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("llama");
            // Each instance counts for itself now.
            assertThat(remaining(other)).isEqualTo(99);
            assertThat(one.get("/metrics").body().lines())
                    .filteredOn(line -> line.startsWith("tachograph_api_redis_failures_total "))
                    .singleElement()
                    .asString()
                    .doesNotEndWith(" 0.0");

            redis.startAgain();
            assertThat(redis.keys()).isZero();
            await().atMost(Duration.ofMinutes(1)).until(() -> remaining(one) >= 0 && redis.keys() > 0);
        }
    }

    private RunningApi instance(RateLimit limit, Duration keep) throws IOException {
        return new RunningApi(limit, keep, new RedisAddress("127.0.0.1", redis.port, null, null, 0, false));
    }

    private static long remaining(RunningApi api) {
        HttpResponse<String> answer = api.getWithKey("/");
        return answer.headers().firstValueAsLong("RateLimit-Remaining").orElseThrow();
    }
}
