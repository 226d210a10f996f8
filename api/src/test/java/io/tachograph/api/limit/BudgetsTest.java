package io.tachograph.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final Spender ANN = new Spender("id-1", "ann", "acme", "atlas");
    private static final Spender BEN = new Spender("id-2", "ben", "acme", "atlas");
    private static final Spender CLEO = new Spender("id-3", "cleo", "other", "atlas");

    private static Budgets of(Budget... budgets) {
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T18:00:00Z"), ZoneOffset.UTC);
        return Budgets.of(List.of(budgets), null, () -> 77, clock, new PrometheusRegistry());
    }

    private static Budget tokens(Budget.Of of, @Nullable String name, long amount) {
        return new Budget(of, name, Budget.Unit.TOKENS, Budget.Period.DAY, amount);
    }

    private static Budget requests(Budget.Of of, @Nullable String name, long amount) {
        return new Budget(of, name, Budget.Unit.REQUESTS, Budget.Period.MINUTE, amount);
    }

    private static Budget.@Nullable Of spentOf(Standing standing) {
        Budget spent = standing.spent();
        return spent == null ? null : spent.of();
    }

    @Test
    void keyTenantAndModel_haveTheirOwn() {
        Budgets budgets = of(
                tokens(Budget.Of.KEY, null, 100),
                tokens(Budget.Of.TENANT, null, 150),
                tokens(Budget.Of.MODEL, null, 250));

        budgets.spend(ANN, 100);
        assertThat(spentOf(budgets.begin(ANN))).isEqualTo(Budget.Of.KEY);
        assertThat(budgets.begin(BEN).mayPass()).isTrue();
        budgets.spend(BEN, 50);
        assertThat(spentOf(budgets.begin(BEN))).as("50 of his own are left").isEqualTo(Budget.Of.TENANT);
        assertThat(budgets.begin(CLEO).mayPass()).isTrue();
        budgets.spend(CLEO, 99);
        assertThat(budgets.begin(CLEO).headers()).containsEntry("x-ratelimit-remaining-tokens", "1");
        budgets.spend(new Spender("id-4", "dora", "third", "atlas"), 1);
        assertThat(spentOf(budgets.begin(CLEO))).isEqualTo(Budget.Of.MODEL);
        assertThat(budgets.begin(CLEO.of("borealis")).mayPass()).isTrue();
        assertThat(budgets.look(new Spender("id-3", "cleo", "other", null)).mayPass())
                .as("its model is not known yet")
                .isTrue();
    }

    @Test
    void entryWithAName_countsInsteadOfTheOneWithout() {
        Budgets budgets = of(tokens(Budget.Of.KEY, null, 10), tokens(Budget.Of.KEY, "ann", 1_000));

        budgets.spend(ANN, 500);
        budgets.spend(BEN, 10);
        assertThat(budgets.begin(ANN).mayPass()).isTrue();
        assertThat(budgets.begin(BEN).mayPass()).isFalse();
    }

    /** A request that one budget refuses is taken of no other. */
    @Test
    void refusedRequest_takesNothing() {
        Budgets budgets = of(requests(Budget.Of.KEY, null, 5), requests(Budget.Of.MODEL, "atlas", 2));

        assertThat(budgets.begin(ANN).mayPass()).isTrue();
        assertThat(budgets.begin(ANN).mayPass()).isTrue();
        for (int i = 0; i < 20; i++) {
            assertThat(spentOf(budgets.begin(ANN))).isEqualTo(Budget.Of.MODEL);
        }
        Spender elsewhere = ANN.of("borealis");
        for (int i = 0; i < 3; i++) {
            assertThat(budgets.begin(elsewhere).mayPass()).isTrue();
        }
        assertThat(spentOf(budgets.begin(elsewhere))).isEqualTo(Budget.Of.KEY);
    }

    @Test
    void headers_areOpenAisAndTellOfTheTightest() {
        Budgets budgets = of(
                tokens(Budget.Of.KEY, null, 1_000),
                tokens(Budget.Of.MODEL, null, 10_000),
                requests(Budget.Of.KEY, null, 60));
        budgets.spend(ANN, 400);

        assertThat(budgets.begin(ANN).headers())
                .isEqualTo(Map.of(
                        "x-ratelimit-limit-tokens", "1000",
                        "x-ratelimit-remaining-tokens", "600",
                        "x-ratelimit-reset-tokens", "6h",
                        "x-ratelimit-limit-requests", "60",
                        "x-ratelimit-remaining-requests", "59",
                        "x-ratelimit-reset-requests", "1s"));
        budgets.spend(ANN, 600);
        Standing refused = budgets.begin(ANN);
        assertThat(refused.headers())
                .containsEntry("retry-after", Integer.toString(6 * 3_600))
                .containsEntry("x-ratelimit-remaining-tokens", "0");
        assertThat(Objects.requireNonNull(refused.spent()).sentence())
                .isEqualTo("The budget of this key is spent: 1000 tokens a day (UTC).");
    }

    @Test
    void withoutBudgets_everythingPassesAndNothingIsTold() {
        assertThat(Budgets.none().begin(ANN)).isEqualTo(new Standing(null, Map.of()));
    }
}
