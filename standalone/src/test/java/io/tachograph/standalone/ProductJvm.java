package io.tachograph.standalone;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line in a JVM of its own as people start it: on the class path are the product and its libraries but no
 * test classes, whose log configuration would come first, and none of the product's environment variables is set.
 */
public final class ProductJvm {
    private static final List<String> ENVIRONMENT =
            List.of("API_KEY", "KAFKA_", "POSTGRES_", "LOG_FILE", "LOG_DIR", "LOG_FORMAT", "CONSOLE_LOGGING");

    /** Where PostgreSQL is unpacked, for all data directories. */
    private static final String BINARIES = "ot.epg.working-dir";

    private ProductJvm() {}

    /** Not started; standard error goes where standard output goes. */
    public static ProcessBuilder builder(int heapMebibytes, List<String> arguments) {
        return builder(heapMebibytes, Main.class, arguments);
    }

    static ProcessBuilder builder(int heapMebibytes, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + heapMebibytes + "m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath()));
        String binaries = System.getProperty(BINARIES);
        if (binaries != null) {
            command.add("-D" + BINARIES + "=" + binaries);
        }
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> ENVIRONMENT.stream().anyMatch(name::startsWith));
        return builder;
    }

    private static String classPath() {
        String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(tests.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
