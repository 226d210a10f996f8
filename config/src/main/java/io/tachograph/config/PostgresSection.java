package io.tachograph.config;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How an existing PostgreSQL is reached. */
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

        @Key(value = "its TCP port", byDefault = "${POSTGRES_PORT:5432}") @JsonDeserialize(using = ScalarText.class)
        String port,

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
        Path passwordFile,

        @Key(
                value =
                        "role with whose privileges the API asks questions, which the user must be allowed to take; `none`"
                                + " asks with the user's own",
                byDefault = "tachograph_reader")
        String readerRole) {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /**
     * Where the database is.
     *
     * @param given what the command line says; it takes precedence over the configuration
     * @throws ConfigException when nothing names it, or the port is needed and is none
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
        return "jdbc:postgresql://" + host + ":" + tcpPort() + "/" + database;
    }

    /** Looked at here and not when it is read: what the variable has does not concern who names a URL, or no database. */
    private int tcpPort() throws ConfigException {
        int number = PORT.matcher(port).matches() ? Integer.parseInt(port) : 0;
        if (number >= 1 && number <= 65_535) {
            return number;
        }
        throw new ConfigException("postgres.port: '" + port + "' must be a whole number from 1 to 65535"
                + (port.startsWith("tcp://")
                        ? "; Kubernetes sets POSTGRES_PORT so for a Service that is called postgres: set"
                                + " enableServiceLinks: false in the pod, or say postgres.port or --jdbc-url"
                        : ""));
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
