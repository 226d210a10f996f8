package io.tachograph.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a PostgreSQL that is there already is reached. */
public record PostgresSection(
        @Key(
                value =
                        "`jdbc:postgresql://host:port/database?sslmode=verify-full&sslrootcert=FILE`, with any parameter of"
                                + " the driver; `--jdbc-url` takes precedence over it, and it over the three keys below",
                byDefault = "${POSTGRES_JDBC_URL:}")
        @Nullable
        String jdbcUrl,

        @Key(value = "its host name", byDefault = "${POSTGRES_HOST:}") @Nullable
        String host,

        @Key(value = "its TCP port", byDefault = "${POSTGRES_PORT:5432}")
        int port,

        @Key(value = "database on it", byDefault = "${POSTGRES_DB:postgres}")
        String database,

        @Key(value = "role to connect as", byDefault = "${POSTGRES_USER:postgres}")
        String user,

        @Key(
                value = "name of the environment variable that holds the password, where there is one",
                byDefault = "POSTGRES_PASSWORD")
        String passwordEnv,

        @Key(value = "file that holds the password, instead of the variable", byDefault = "${POSTGRES_PASSWORD_FILE:}")
        @Nullable
        Path passwordFile) {
    public PostgresSection {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " must be from 1 to 65535");
        }
    }

    /**
     * Where the database is.
     *
     * @param given what the command line says; it takes precedence over the configuration
     * @throws ConfigException when nothing names it
     */
    public String url(@Nullable String given) throws ConfigException {
        String url = given != null ? given : jdbcUrl;
        if (url != null) {
            return url;
        }
        if (host == null) {
            throw new ConfigException(
                    "no database is named: give --jdbc-url, postgres.jdbc-url, postgres.host or POSTGRES_HOST");
        }
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /**
     * The password: of the file, without the line's end, or of the variable.
     *
     * @return null when there is none
     * @throws ConfigException when both are there, or the file cannot be read
     */
    public @Nullable String password(Map<String, String> environment) throws ConfigException {
        String variable = environment.get(passwordEnv);
        if (passwordFile == null) {
            return variable;
        }
        if (variable != null) {
            throw new ConfigException("postgres.password-file and the environment variable " + passwordEnv
                    + " both hold a password: leave one out");
        }
        String password;
        try {
            password = Files.readString(passwordFile).replaceFirst("[\\r\\n]+$", "");
        } catch (IOException e) {
            throw new ConfigException("postgres.password-file: " + passwordFile + " cannot be read: " + e);
        }
        if (password.isEmpty()) {
            throw new ConfigException("postgres.password-file: " + passwordFile + " is empty");
        }
        return password;
    }

    /** Without the URL, which may hold secrets. */
    @Override
    public String toString() {
        return "PostgresSection[" + user + "]";
    }
}
