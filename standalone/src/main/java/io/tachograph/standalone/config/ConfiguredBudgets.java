package io.tachograph.standalone.config;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.limit.Budget;
import io.tachograph.api.limit.Budgets;
import io.tachograph.api.limit.SharedLimits;
import io.tachograph.api.redis.RedisAddress;
import io.tachograph.api.redis.SharedRedis;
import io.tachograph.config.BudgetSection;
import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The budgets, from the section of the configuration, and the Redis that keeps what was used of them, where one is named.
 *
 * @param redis null where there is none, or nothing to keep
 */
public record ConfiguredBudgets(Budgets budgets, @Nullable SharedRedis redis) implements AutoCloseable {
    /**
     * For the caller to close.
     *
     * @param registry gets their metrics
     * @throws ConfigException when the Redis cannot be right
     */
    public static ConfiguredBudgets open(
            TachographConfig config, Map<String, String> environment, PrometheusRegistry registry)
            throws ConfigException {
        List<Budget> budgets = new ArrayList<>();
        config.budgets().forEach(section -> add(section, budgets));
        @Nullable RedisAddress address = budgets.isEmpty() ? null : ConfiguredApi.redis(config.redis(), environment);
        @Nullable SharedRedis redis = address == null ? null : SharedRedis.open(address, registry);
        return new ConfiguredBudgets(
                Budgets.of(budgets, redis == null ? null : new SharedLimits(redis), registry), redis);
    }

    /**
     * Where the API of tasks and their workers are processes of their own: the workers alone know how many tokens tasks take,
     * and tell the API by a Redis.
     *
     * @throws ConfigException when there is a budget of tokens, but no Redis
     */
    public static void checkApart(TachographConfig config) throws ConfigException {
        if (config.redis().host() == null && config.budgets().stream().anyMatch(BudgetSection::countsTokens)) {
            throw new ConfigException(
                    "budgets of tokens need a Redis here (redis.host, or REDIS_HOST): by it workers tell the"
                            + " API how many tokens tasks took");
        }
    }

    private static void add(BudgetSection section, List<Budget> budgets) {
        add(section, Budget.Unit.REQUESTS, Budget.Period.MINUTE, section.requestsPerMinute(), budgets);
        add(section, Budget.Unit.REQUESTS, Budget.Period.DAY, section.requestsPerDay(), budgets);
        add(section, Budget.Unit.TOKENS, Budget.Period.MINUTE, section.tokensPerMinute(), budgets);
        add(section, Budget.Unit.TOKENS, Budget.Period.DAY, section.tokensPerDay(), budgets);
    }

    private static void add(
            BudgetSection section,
            Budget.Unit unit,
            Budget.Period period,
            @Nullable Long amount,
            List<Budget> budgets) {
        if (amount != null) {
            Budget.Of of =
                    switch (section.of()) {
                        case KEY -> Budget.Of.KEY;
                        case TENANT -> Budget.Of.TENANT;
                        case MODEL -> Budget.Of.MODEL;
                    };
            budgets.add(new Budget(of, section.name(), unit, period, amount));
        }
    }

    @Override
    public void close() {
        budgets.close();
        if (redis != null) {
            redis.close();
        }
    }
}
