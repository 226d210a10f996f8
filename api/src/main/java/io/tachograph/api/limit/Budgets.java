package io.tachograph.api.limit;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What callers may use, and what they have used. A request is taken from its budgets when it begins. How many tokens it takes
 * is known when it has ended: then they are charged, whatever is left, and those that follow wait. Never waits for anything, so
 * event loops may ask. Thread-safe.
 */
public final class Budgets implements AutoCloseable {
    private final List<Budget> budgets;
    private final Buckets buckets;
    private final @Nullable BudgetSync sync;
    private final Counter refusals;

    /** A budget that counts for a request, and what it is counted under. */
    private record Applying(Budget budget, String account, Pace pace) {}

    private Budgets(List<Budget> budgets, Buckets buckets, @Nullable BudgetSync sync, PrometheusRegistry registry) {
        this.budgets = List.copyOf(budgets);
        this.buckets = buckets;
        this.sync = sync;
        this.refusals = Counter.builder()
                .name("tachograph_budget_refusals_total")
                .help("Requests that were refused because a budget was spent.")
                .labelNames("of", "unit", "period")
                .register(registry);
    }

    /**
     * @param budgets one with a name counts for what has the name, instead of those without a name
     * @param shared where all instances count; null where each counts for itself, and forgets when it ends
     */
    public static Budgets of(List<Budget> budgets, @Nullable SharedLimits shared, PrometheusRegistry registry) {
        return of(budgets, shared, System::nanoTime, Clock.systemUTC(), registry);
    }

    /** @param nanoClock monotonic */
    static Budgets of(
            List<Budget> budgets,
            @Nullable SharedLimits shared,
            LongSupplier nanoClock,
            Clock clock,
            PrometheusRegistry registry) {
        Buckets buckets = new Buckets(nanoClock, clock);
        BudgetSync sync = shared == null || budgets.isEmpty() ? null : BudgetSync.start(buckets, shared);
        return new Budgets(budgets, buckets, sync, registry);
    }

    /** None, so that every request may pass. */
    public static Budgets none() {
        return of(List.of(), null, new PrometheusRegistry());
    }

    /** Whether a request might begin; takes nothing. */
    public synchronized Standing look(Spender spender) {
        return stand(applying(spender), false);
    }

    /** A request begins, if it may. */
    public synchronized Standing begin(Spender spender) {
        return stand(applying(spender), true);
    }

    private Standing stand(List<Applying> applying, boolean takes) {
        if (applying.isEmpty()) {
            return Standing.WITHOUT_BUDGETS;
        }
        Standing.Gathering gathering = new Standing.Gathering();
        // Nothing else takes meanwhile, so what all allow when they are looked at may be taken of all.
        for (Applying one : applying) {
            if (sync != null) {
                sync.ask(one.account(), one.pace());
            }
            Limiter.Verdict verdict = buckets.look(one.account(), one.pace());
            if (!verdict.allowed()) {
                Budget budget = one.budget();
                refusals.labelValues(Budget.text(budget.of()), Budget.text(budget.unit()), Budget.text(budget.period()))
                        .inc();
                return gathering.refused(budget, verdict);
            }
            gathering.add(one.budget(), verdict);
        }
        if (takes) {
            applying.stream()
                    .filter(one -> one.budget().unit() == Budget.Unit.REQUESTS)
                    .forEach(one -> take(one, 1));
        }
        return gathering.passed();
    }

    /** A request has ended that took so many tokens. */
    public synchronized void spend(Spender spender, long tokens) {
        if (tokens > 0) {
            applying(spender).stream()
                    .filter(one -> one.budget().unit() == Budget.Unit.TOKENS)
                    .forEach(one -> take(one, tokens));
        }
    }

    private void take(Applying one, long amount) {
        if (sync == null) {
            buckets.charge(one.account(), one.pace(), amount);
        } else {
            sync.charge(one.account(), one.pace(), amount);
        }
    }

    private List<Applying> applying(Spender spender) {
        if (budgets.isEmpty()) {
            return List.of();
        }
        List<Applying> applying = new ArrayList<>();
        for (Budget.Of of : Budget.Of.values()) {
            @Nullable String id = spender.id(of);
            if (id == null) {
                continue;
            }
            @Nullable String name = spender.name(of);
            boolean named = budgets.stream().anyMatch(budget -> budget.of() == of && isNamed(budget, name));
            for (Budget budget : budgets) {
                if (budget.of() == of && (named ? isNamed(budget, name) : budget.name() == null)) {
                    applying.add(new Applying(budget, budget.account(id), budget.pace()));
                }
            }
        }
        return applying;
    }

    private static boolean isNamed(Budget budget, @Nullable String name) {
        String of = budget.name();
        return of != null && of.equals(name);
    }

    /** Tells the other instances what was used here to the end. */
    @Override
    public void close() {
        if (sync != null) {
            sync.close();
        }
    }
}
