package io.tachograph.api.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.postgres.ApiKeyStore;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyBookTest {
    @Test
    void userWithoutTheRight_isNotAskedForAgainAndAgain() throws Exception {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            try (PostgresStore store = PostgresStore.open(as(server, "postgres"))) {
                store.migrate();
            }
            assertThat(pauseOf(server, "tachograph_reader")).isEqualTo(Duration.ofMinutes(5));
            assertThat(pauseOf(server, "tachograph_api")).isEqualTo(Duration.ofSeconds(5));
        }
    }

    private static Duration pauseOf(EmbeddedPostgres server, String role) {
        try (KeyBook book = KeyBook.reading(new KeyRing(List.of()), ApiKeyStore.open(as(server, role)))) {
            return book.refresh();
        }
    }

    private static PostgresConfig as(EmbeddedPostgres server, String role) {
        return new PostgresConfig(server.getJdbcUrl(role, "postgres"), role, null, 1);
    }
}
