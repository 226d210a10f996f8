package io.tachograph.standalone.config;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.audit.AuditLog;
import io.tachograph.api.key.KeyBook;
import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import io.tachograph.store.postgres.ApiKeyStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** Whose keys count where requests are served: those of {@code API_KEYS}, and where a database is named those stored there. */
public final class CallerKeys {
    @Mixin
    DatabaseOption database = new DatabaseOption();

    /** @throws ConfigException when there is no key of the environment, or one that cannot be used */
    public static ApiKeys configured(Map<String, String> environment) throws ConfigException {
        try {
            Optional<ApiKeys> keys = ApiKeys.fromEnvironment(environment);
            return keys.orElseThrow(() -> new ConfigException("no API key is known: set API_KEYS"));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * All of them, for the caller to close.
     *
     * @throws ConfigException when the database's URL or password cannot be used; that it answers is not asked for
     */
    public KeyBook open(
            ApiKeys configured, TachographConfig config, Map<String, String> environment, PrometheusRegistry registry)
            throws ConfigException {
        Clock clock = Clock.systemUTC();
        @Nullable
        ApiKeyStore stored = database.isNamed(config) ? ApiKeyStore.open(database.in(config, environment)) : null;
        return KeyBook.open(configured.ring(), stored, new AuditLog(clock, registry), clock);
    }
}
