package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

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

    /** A Flink cluster loads the classes of each job anew, and {@code DriverManager} looks for drivers once. */
    @Test
    void secondClassLoader_findsTheDriverAsTheFirstDid() throws Exception {
        assertThat(DriverManager.getDriver("jdbc:postgresql://db/x")).isInstanceOf(Driver.class);
        URL[] classes = {
            PostgresConfig.class.getProtectionDomain().getCodeSource().getLocation(),
            Driver.class.getProtectionDomain().getCodeSource().getLocation()
        };
        try (URLClassLoader loader = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            Class<?> config = loader.loadClass(PostgresConfig.class.getName());
            assertThat(config).isNotSameAs(PostgresConfig.class);

            Object made = config.getConstructor(String.class, String.class, String.class, int.class)
                    .newInstance("jdbc:postgresql://127.0.0.1:1/x", "u", null, 1);

            assertThat(made.toString()).contains("jdbc:postgresql://127.0.0.1:1/x");
        }
    }

    @Test
    void connect_saysThatNoServerIsThere() {
        PostgresConfig config = new PostgresConfig("jdbc:postgresql://127.0.0.1:1/x", "u", null, 1);

        assertThatThrownBy(() -> MigrationConnection.open(config))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("127.0.0.1:1");
    }
}
