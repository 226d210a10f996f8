package io.tachograph.standalone.log;

import java.nio.file.Path;
import java.util.Map;

/** Where the log goes. To be said before the first logger is made. */
public final class Logs {
    private Logs() {}

    /** To a file, and to the terminal only when {@code CONSOLE_LOGGING} says so. */
    public static void toFile(Path file, Map<String, String> environment) {
        System.setProperty("tachograph.log.file", file.toString());
        System.setProperty("tachograph.log.file.level", "INFO");
        System.setProperty("tachograph.log.console.level", consoleLogging(environment) ? "INFO" : "OFF");
    }

    /** To a file where {@code LOG_FILE} names one, and to the terminal only when {@code CONSOLE_LOGGING} says so. */
    public static void toFileOnly(Map<String, String> environment) {
        if (environment.containsKey("LOG_FILE")) {
            System.setProperty("tachograph.log.file.level", "INFO");
        }
        System.setProperty("tachograph.log.console.level", consoleLogging(environment) ? "INFO" : "OFF");
    }

    /** To the terminal, and to a file where {@code LOG_FILE} names one. */
    public static void toConsole(Map<String, String> environment) {
        if (environment.containsKey("LOG_FILE")) {
            System.setProperty("tachograph.log.file.level", "INFO");
        }
        boolean off = "false".equalsIgnoreCase(environment.get("CONSOLE_LOGGING"));
        System.setProperty("tachograph.log.console.level", off ? "OFF" : "WARN");
    }

    private static boolean consoleLogging(Map<String, String> environment) {
        return "true".equalsIgnoreCase(environment.get("CONSOLE_LOGGING"));
    }
}
