package io.tachograph.standalone.log;

import io.tachograph.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.jul.Log4jBridgeHandler;

/**
 * Where the log goes. A logger may have been made before: parsing the command line alone loads classes that have one. So
 * each call here configures loggers anew, those that exist and those to come. Where {@code LOG_DIR} names a directory there
 * are three files in it: {@code app.log}, {@code errors.log} and {@code llm_requests.log}. Environments are as {@link
 * io.tachograph.config.ProcessEnvironment} gives them.
 */
public final class Logs {
    private Logs() {}

    /**
     * To a file, and to the terminal only when {@code CONSOLE_LOGGING} says so.
     *
     * @param file unless {@code LOG_FILE} names another, or {@code LOG_DIR} its directory
     * @return the file, which exists
     * @throws ConfigException when it cannot be written, {@code CONSOLE_LOGGING} is neither true nor false, or {@code
     *     LOG_FORMAT} neither text nor json
     */
    public static Path toFile(Path file, Map<String, String> environment) throws ConfigException {
        Path chosen = namedFile(environment).orElse(file).toAbsolutePath();
        configure(Optional.of(chosen), Level.OFF, environment);
        return chosen;
    }

    /**
     * To a file where {@code LOG_FILE} names one, and to the terminal only when {@code CONSOLE_LOGGING} says so.
     *
     * @throws ConfigException as {@link #toFile}
     */
    public static void toFileOnly(Map<String, String> environment) throws ConfigException {
        configure(namedFile(environment), Level.OFF, environment);
    }

    /**
     * Warnings to the terminal unless {@code CONSOLE_LOGGING} says otherwise, and to a file where {@code LOG_FILE} names
     * one.
     *
     * @throws ConfigException as {@link #toFile}
     */
    public static void toConsole(Map<String, String> environment) throws ConfigException {
        configure(namedFile(environment), Level.WARN, environment);
    }

    /** The properties are those of log4j2.xml, which is read again. */
    private static void configure(Optional<Path> file, Level usualConsole, Map<String, String> environment)
            throws ConfigException {
        Level console = consoleLevel(environment, usualConsole);
        String format = environment.getOrDefault("LOG_FORMAT", "text").strip();
        if (!format.equals("text") && !format.equals("json")) {
            throw new ConfigException("LOG_FORMAT must be text or json, not '" + format + "'");
        }
        Optional<Path> directory = namedDirectory(environment);
        if (file.isPresent()) {
            create(file.get());
            System.setProperty("tachograph.log.file", file.get().toString());
        }
        if (directory.isPresent()) {
            create(directory.get().resolve("errors.log"));
            create(directory.get().resolve("llm_requests.log"));
            System.setProperty("tachograph.log.directory", directory.get().toString());
        }
        System.setProperty("tachograph.log.file.level", (file.isPresent() ? Level.INFO : Level.OFF).name());
        System.setProperty("tachograph.log.errors.level", (directory.isPresent() ? Level.ERROR : Level.OFF).name());
        System.setProperty("tachograph.log.requests.level", (directory.isPresent() ? Level.INFO : Level.OFF).name());
        System.setProperty("tachograph.log.console.level", console.name());
        System.setProperty("tachograph.log.format", format);
        Configurator.reconfigure();
        // OpenTelemetry's exporters log by java.util.logging, which would print on the terminal.
        Log4jBridgeHandler.install(true, null, false);
    }

    private static Optional<Path> namedFile(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("LOG_FILE"))
                .map(name -> Path.of(name.strip()))
                .or(() -> namedDirectory(environment).map(directory -> directory.resolve("app.log")));
    }

    private static Optional<Path> namedDirectory(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("LOG_DIR")).map(name -> Path.of(name.strip()));
    }

    private static Level consoleLevel(Map<String, String> environment, Level otherwise) throws ConfigException {
        String given = environment.get("CONSOLE_LOGGING");
        if (given == null) {
            return otherwise;
        }
        return switch (given.strip()) {
            case "true", "TRUE", "True" -> Level.INFO;
            case "false", "FALSE", "False" -> Level.OFF;
            default -> throw new ConfigException("CONSOLE_LOGGING must be true or false, not '" + given + "'");
        };
    }

    /** Log4j would complain on the terminal and go on without. */
    private static void create(Path file) throws ConfigException {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException e) {
            throw new ConfigException("the log file " + file + " cannot be written: "
                    + (Files.isDirectory(file)
                            ? "it is a directory"
                            : e.getClass().getSimpleName()));
        }
    }
}
