package io.tachograph.generation;

import static io.tachograph.generation.Deployment.SWIFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.limit.Budget;
import io.tachograph.api.limit.Budgets;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tasks take of budgets, from the worker that ran them to the API that refuses more. */
class BudgetedTasksTest {
    private static final String BODY =
            "{\"prompt\": \"Write a haiku\", \"max_tokens\": 5, \"model\": \"" + SWIFT + "\"}";

    @TempDir
    static Path directory;

    @Test
    void spentBudget_isRefusedInTheWordsOfALimit_andOthersGoOn() throws Exception {
        try (Deployment deployment = new Deployment(directory)) {
            // Spent tokens are owed for days, whatever midnight falls into this.
            deployment.budgets = Budgets.of(
                    List.of(new Budget(Budget.Of.KEY, "key-1", Budget.Unit.TOKENS, Budget.Period.DAY, 1)),
                    null,
                    new PrometheusRegistry());
            Api api = deployment.api();
            var unused = deployment.worker(deployment.config(""));
            HttpResponse<String> accepted = api.keyed("POST", "/generate", BODY);
            assertThat(accepted.statusCode()).isEqualTo(202);
            assertThat(accepted.headers().firstValue("x-ratelimit-remaining-tokens"))
                    .contains("1");
            api.awaitStatus(Api.json(accepted).get("task_id").asText(), "completed");

            HttpResponse<String> refused = await().atMost(Api.LONG)
                    .until(() -> api.keyed("POST", "/generate", BODY), answer -> answer.statusCode() == 429);

            assertThat(refused.body()).isEqualTo("{\"error\":\"Rate limit exceeded\",\"status_code\":429}");
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isPositive();
            assertThat(refused.headers().firstValue("x-ratelimit-remaining-tokens"))
                    .contains("0");
            assertThat(api.send("POST", "/generate", BODY, "X-API-Key", Deployment.OTHER_KEY)
                            .statusCode())
                    .isEqualTo(202);
        }
    }
}
