package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PostgresConfigTest {
    @Test
    void toString_neverShowsAPassword() {
        PostgresConfig config =
                new PostgresConfig("jdbc:postgresql://db/x?password=hush&ssl=true", "writer", "whisper", 2);

        assertThat(config.toString())
                .contains("jdbc:postgresql://db/x", "ssl=true", "writer")
                .doesNotContain("hush", "whisper");
    }

    @Test
    void badValues_areRefusedInOneSentence() {
        assertThatThrownBy(() -> new PostgresConfig("jdbc:mysql://db/x", "u", null, 1))
                .hasMessage("the JDBC URL must start with jdbc:postgresql:");
        assertThatThrownBy(() -> new PostgresConfig("jdbc:postgresql://db:many/x", "u", null, 1))
                .hasMessage("the JDBC URL must be jdbc:postgresql://host:port/database");
        assertThatThrownBy(() -> new PostgresConfig("jdbc:postgresql://db/x?sslmod=verify-full", "u", null, 1))
                .hasMessageContaining("the parameter 'sslmod', which");
        assertThatThrownBy(() -> new PostgresConfig("jdbc:postgresql://db/x", " ", null, 1))
                .hasMessage("the database user must not be blank");
        assertThatThrownBy(() -> new PostgresConfig("jdbc:postgresql://db/x", "u", null, 0))
                .hasMessage("maxConnections must be at least 1, not 0");
    }
}
