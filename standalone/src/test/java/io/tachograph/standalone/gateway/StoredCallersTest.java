package io.tachograph.standalone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.api.ApiKeys;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.caller.Scope;
import io.tachograph.api.key.IssuedKey;
import io.tachograph.api.key.KeyBook;
import io.tachograph.api.key.KeyRequest;
import io.tachograph.api.limit.Budgets;
import io.tachograph.config.ConfigFile;
import io.tachograph.config.TachographConfig;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.gateway.Admission;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.standalone.service.CallerKeys;
import io.tachograph.standalone.service.Service;
import io.tachograph.store.AuditEntry;
import io.tachograph.store.postgres.ApiKeyStore;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers of the gateway whose keys are stored, on a real database. */
class StoredCallersTest {
    private static final String CONFIGURED = "key-of-the-environment";

    @TempDir
    private Path directory;

    @Test
    void storedKey_isAdmittedWhereItIsForThis_untilItIsRevoked() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("database"), 0);
                PostgresStore store =
                        PostgresStore.open(new PostgresConfig(database.jdbcUrl(), database.user(), null, 1));
                ApiKeyStore table = store.keys()) {
            store.migrate();
            String generating = add(table, Scope.GENERATE, "acme").text();
            IssuedKey reading = add(table, Scope.READ, null);
            TachographConfig config = ConfigFile.read(
                    Files.writeString(
                            directory.resolve("tachograph.yml"),
                            "postgres: {jdbc-url: '" + database.jdbcUrl() + "', user: '" + database.user() + "'}\n"),
                    Map.of());

            Service service = new Service(
                    Map.of(),
                    config,
                    KafkaAccess.of(config.kafka(), "127.0.0.1:9"),
                    new PrintWriter(Writer.nullWriter(), true));
            try (KeyBook keys = new CallerKeys().open(ApiKeys.of(List.of(CONFIGURED)), service)) {
                KeyedCallers callers = new KeyedCallers(keys, config.gateway(), Budgets.none());
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> callers.admit(generating).verdict() == Admission.Verdict.ADMITTED);
                assertThat(callers.admit(generating).tenant()).isEqualTo("acme");
                assertThat(callers.admit(reading.text()).verdict()).isEqualTo(Admission.Verdict.NOT_FOR_THIS);
                assertThat(callers.admit(CONFIGURED).verdict()).isEqualTo(Admission.Verdict.ADMITTED);

                table.revoke(reading.stored().id(), entry(reading));
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> callers.admit(reading.text()).verdict() == Admission.Verdict.UNKNOWN_KEY);
            }
        }
    }

    private static IssuedKey add(ApiKeyStore table, Scope scope, @Nullable String tenant) throws Exception {
        IssuedKey key = IssuedKey.of(
                new KeyRequest("of a test", Set.of(scope), tenant, null, RateLimit.USUAL), "test", Instant.now());
        table.add(key.stored(), entry(key));
        return key;
    }

    private static AuditEntry entry(IssuedKey key) {
        return new AuditEntry(Instant.now(), "test", "key", key.stored().id(), "here", "done");
    }
}
