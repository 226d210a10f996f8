package io.tachograph.jobs.main;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@link JobMain}.
 *
 * @param job name of the job
 * @param kafka {@code host:port} of the brokers, null for those of the configuration
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}, null for that of the configuration
 * @param config configuration file, null for the defaults
 */
record JobArguments(
        String job,
        @Nullable String kafka,
        @Nullable String jdbcUrl,
        @Nullable Path config) {
    private static final String JDBC_URL = "--jdbc-url";

    /** Another name of {@link #JDBC_URL}, here as on the command line. */
    private static final String POSTGRES_URL = "--postgres-url";

    private static final List<String> KNOWN = List.of("--job", "--kafka", JDBC_URL, POSTGRES_URL, "--config");

    /** @throws IllegalArgumentException in one sentence */
    static JobArguments parse(String... args) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!KNOWN.contains(args[i])) {
                throw new IllegalArgumentException(
                        "unknown option " + args[i] + "; known are " + String.join(", ", KNOWN));
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("the option " + args[i] + " lacks its value");
            }
            given.put(args[i].equals(POSTGRES_URL) ? JDBC_URL : args[i], args[i + 1]);
        }
        String config = given.get("--config");
        return new JobArguments(
                required(given, "--job"),
                given.get("--kafka"),
                given.get(JDBC_URL),
                config == null ? null : Path.of(config));
    }

    private static String required(Map<String, String> given, String option) {
        String value = given.get(option);
        if (value == null) {
            throw new IllegalArgumentException("the option " + option + " is missing");
        }
        return value;
    }
}
