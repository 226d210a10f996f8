package io.tachograph.standalone.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.standalone.CommandRun;
import io.tachograph.store.postgres.ApiKeyStore;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir
    private Path directory;

    private final CommandRun tachograph = new CommandRun();

    @Test
    void key_isMadeListedAndRevoked() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
                PostgresStore store =
                        PostgresStore.open(new PostgresConfig(database.jdbcUrl(), database.user(), null, 1))) {
            store.migrate();
            String url = "--jdbc-url=" + database.jdbcUrl();
            assertThat(run("keys", "list", url)).contains("No key is stored.");

            String made = run(
                    "keys",
                    "create",
                    url,
                    "--name=board",
                    "--scope=read,write",
                    "--tenant=acme",
                    "--expires=90d",
                    "--requests-per-minute=600",
                    "--burst=50");
            List<String> lines = made.lines().toList();
            String key = lines.get(0).replaceFirst("Key +", "");
            String id = lines.get(1).replaceFirst("Id +", "");
            assertThat(key).matches("tachograph_[A-Za-z0-9_-]{43}");

            assertThat(run("keys", "list", url))
                    .contains(id, "board", "read,write", "acme", "600/50", "active until 20", "…" + key.substring(50))
                    .doesNotContain(key);
            assertThat(run("keys", "revoke", url, id)).contains("Revoked.");
            assertThat(run("keys", "list", url)).contains("revoked 20");
            assertThat(tachograph.run("keys", "revoke", url, id)).isEqualTo(2);
            assertThat(tachograph.err.toString())
                    .contains("no stored key with the id " + id)
                    .hasLineCount(1);

            try (ApiKeyStore keys = store.keys()) {
                assertThat(keys.logged(Instant.EPOCH, Instant.now().plusSeconds(3600), 10))
                        .extracting(entry -> entry.who() + " " + entry.action() + " " + entry.subject())
                        .containsExactly("command line key.revoke " + id, "command line key.create " + id);
            }
        }
    }

    @Test
    void wrongKey_isMisuse() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
            try (PostgresStore store =
                    PostgresStore.open(new PostgresConfig(database.jdbcUrl(), database.user(), null, 1))) {
                store.migrate();
            }
            String url = "--jdbc-url=" + database.jdbcUrl();
            assertThat(tachograph.run("keys", "create", url, "--name=a", "--scope=root"))
                    .isEqualTo(2);
            assertThat(tachograph.run("keys", "create", url, "--name=a", "--scope=admin", "--tenant=acme"))
                    .isEqualTo(2);
            assertThat(tachograph.run("keys", "create", url)).isEqualTo(2);
            assertThat(tachograph.err.toString()).doesNotContain("Exception");
        }
    }

    private String run(String... args) {
        tachograph.out.getBuffer().setLength(0);
        assertThat(tachograph.run(args)).as(tachograph.err.toString()).isZero();
        return tachograph.out.toString();
    }
}
