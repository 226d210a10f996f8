package io.tachograph.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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
    void portThatIsNone_isRefusedWithItsKeyWhereItIsUsed() {
        for (String port : List.of("many", "0", "65536", "5433.5", "-1")) {
            assertThatThrownBy(() -> read(Map.of("POSTGRES_HOST", "db", "POSTGRES_PORT", port))
                            .url(null))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("postgres.port: '" + port + "' must be a whole number from 1 to 65535");
        }
    }

    /** Kubernetes gives every pod such variables for every Service beside it. */
    @Test
    void portOfAServiceLink_stopsNobodyWhoDoesNotNeedIt() throws Exception {
        Map<String, String> environment = Map.of("POSTGRES_PORT", "tcp://10.0.0.1:5432", "POSTGRES_HOST", "db");

        assertThat(read(environment).url("jdbc:postgresql://line/y")).isEqualTo("jdbc:postgresql://line/y");
        assertThatThrownBy(() -> read(environment).url(null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("enableServiceLinks: false");
    }

    @Test
    void portOfAFile_isANumberOrText() throws Exception {
        for (String port : List.of("5433", "\"5433\"")) {
            Path file = Files.writeString(directory.resolve("t.yml"), "postgres: {host: db, port: " + port + "}");

            assertThat(ConfigFile.read(file, Map.of()).postgres().url(null))
                    .isEqualTo("jdbc:postgresql://db:5433/postgres");
        }
    }
}
