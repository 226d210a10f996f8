package io.tachograph.standalone.service;

import io.tachograph.api.ApiKeys;
import io.tachograph.api.key.KeyBook;
import io.tachograph.config.ConfigException;
import io.tachograph.standalone.config.DatabaseOption;
import io.tachograph.store.postgres.ApiKeyStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** Whose keys count where requests are served: those of {@code API_KEYS}, and where a database is named those stored there. */
public final class CallerKeys {
    @Mixin
    DatabaseOption database = new DatabaseOption();

    /**
     * All of them, for the caller to close.
     *
     * @throws ConfigException when the database's URL or password cannot be used; that it answers is not asked for
     */
    public KeyBook open(ApiKeys configured, Service service) throws ConfigException {
        @Nullable
        ApiKeyStore stored = database.isNamed(service.config())
                ? ApiKeyStore.open(database.in(service.config(), service.environment()))
                : null;
        return KeyBook.reading(configured.ring(), stored);
    }
}
