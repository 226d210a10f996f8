package io.tachograph.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresSectionTest {
    @TempDir
    private Path directory;

    private static PostgresSection read(Map<String, String> environment) throws ConfigException {
        return ConfigFile.readOrDefaults(null, environment).postgres();
    }

    @Test
    void database_isNamedByTheLineThenTheUrlThenTheVariablesOfTheContainer() throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("POSTGRES_HOST", "db", "POSTGRES_PORT", "5433"));
        assertThat(read(environment).url(null)).isEqualTo("jdbc:postgresql://db:5433/postgres");

        environment.put("POSTGRES_JDBC_URL", "jdbc:postgresql://secure/x?sslmode=verify-full");
        assertThat(read(environment).url(null)).isEqualTo("jdbc:postgresql://secure/x?sslmode=verify-full");
        assertThat(read(environment).url("jdbc:postgresql://line/y")).isEqualTo("jdbc:postgresql://line/y");

        assertThatThrownBy(() -> read(Map.of()).url(null))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("no database is named: give --jdbc-url");
    }

    @Test
    void password_isThatOfTheFileOrOfTheVariable() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "of the file \n");

        assertThat(read(Map.of("POSTGRES_PASSWORD", "hush")).password(Map.of("POSTGRES_PASSWORD", "hush")))
                .isEqualTo("hush");
        assertThat(read(Map.of("POSTGRES_PASSWORD_FILE", file.toString())).password(Map.of()))
                .isEqualTo("of the file ");
        assertThat(read(Map.of()).password(Map.of())).isNull();
    }

    @Test
    void twoPasswords_orAFileWithoutOne_areRefused() throws Exception {
        Path empty = Files.writeString(directory.resolve("password"), "\n");
        PostgresSection section = read(Map.of("POSTGRES_PASSWORD_FILE", empty.toString()));

        assertThatThrownBy(() -> section.password(Map.of("POSTGRES_PASSWORD", "hush")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("both hold a password")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> section.password(Map.of())).hasMessageEndingWith("is empty");
        Files.delete(empty);
        assertThatThrownBy(() -> section.password(Map.of())).hasMessageStartingWith("postgres.password-file: ");
    }

    @Test
    void variableOfTheWrongType_isRefusedWithItsKey() {
        assertThatThrownBy(() -> read(Map.of("POSTGRES_PORT", "many")))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("postgres.port: 'many' must be a whole number");
    }
}
