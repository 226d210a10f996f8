package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.limit.Budget;
import io.tachograph.api.limit.Budgets;
import io.tachograph.api.limit.SharedLimits;
import io.tachograph.api.limit.Spender;
import io.tachograph.api.redis.RedisAddress;
import io.tachograph.api.redis.SharedRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances that share budgets by a real Redis. */
class SharedBudgetsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Spender ANN = new Spender("id-1", "ann", "acme", "atlas");
    // Of a day: whatever the tests take, at most one midnight falls into them, and debt outlasts it.
    private static final long AMOUNT = 1_000;

    @TempDir
    private Path directory;

    private RedisProcess redis;

    /** An instance. */
    private static final class Instance implements AutoCloseable {
        private final SharedRedis redis;
        final Budgets budgets;

        Instance(int port) {
            redis = SharedRedis.open(
                    new RedisAddress("127.0.0.1", port, null, null, 0, false), new PrometheusRegistry());
            budgets = Budgets.of(
                    List.of(
                            new Budget(Budget.Of.KEY, null, Budget.Unit.TOKENS, Budget.Period.DAY, AMOUNT),
                            new Budget(Budget.Of.KEY, null, Budget.Unit.REQUESTS, Budget.Period.DAY, 1_000_000)),
                    new SharedLimits(redis),
                    new PrometheusRegistry());
        }

        boolean mayPass() {
            return budgets.look(ANN).mayPass();
        }

        String remaining(String of) {
            return budgets.look(ANN).headers().getOrDefault("x-ratelimit-remaining-" + of, "");
        }

        @Override
        public void close() {
            budgets.close();
            redis.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        redis = RedisProcess.start(directory);
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void whatOneInstanceUses_isMissingAtTheOther_andAfterARestart() {
        try (Instance one = new Instance(redis.port)) {
            try (Instance other = new Instance(redis.port)) {
                assertThat(one.mayPass()).isTrue();
                one.budgets.spend(ANN, 1_200);
                other.budgets.spend(ANN, 1_200);
                assertThat(other.budgets.begin(ANN).mayPass()).as("at once").isFalse();
                // More than a day has, from both: so an instance that began anew knows of it.
                await().atMost(LONG).until(() -> !one.mayPass());
            }
            try (Instance again = new Instance(redis.port)) {
                await().atMost(LONG).until(() -> !again.mayPass());
                assertThat(again.budgets.look(ANN).headers()).containsKey("retry-after");
            }
        }
    }

    @Test
    void whatIsUsedWhileRedisIsAway_isCountedHere_andToldWhenItIsBack() throws Exception {
        try (Instance one = new Instance(redis.port);
                Instance other = new Instance(redis.port)) {
            redis.kill();
            one.budgets.spend(ANN, 5_000);
            assertThat(one.mayPass()).isFalse();
            assertThat(other.mayPass()).isTrue();

            redis.startAgain();

            await().atMost(LONG).until(() -> !other.mayPass());
            assertThat(one.mayPass()).isFalse();
        }
    }

    @Test
    void requestsOfAllInstances_areAddedUp() {
        try (Instance one = new Instance(redis.port);
                Instance other = new Instance(redis.port)) {
            for (int i = 0; i < 500; i++) {
                assertThat(one.budgets.begin(ANN).mayPass()).isTrue();
                assertThat(other.budgets.begin(ANN).mayPass()).isTrue();
            }
            LocalDate day = LocalDate.now(ZoneOffset.UTC);
            String expected = Long.toString(1_000_000 - 1_000 - 1);
            await().atMost(LONG)
                    .until(() -> (one.remaining("requests").equals(expected)
                                    && other.remaining("requests").equals(expected))
                            // Whoever runs this at midnight has another day.
                            || !LocalDate.now(ZoneOffset.UTC).equals(day));
        }
    }
}
