package io.tachograph.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.standalone.ProductJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the log of a real process is. Every command logs the failure that ends it, so each is made to fail at once. */
class LogsTest {
    private static final String LOGGED = " INFO .*the command failed";
    private static final List<String> UP = List.of("up", "--data-dir", "data", "--port", "0");
    private static final List<String> JOBS =
            List.of("jobs", "no-such-job", "--kafka", "h:1", "--postgres-url", "jdbc:postgresql://h/d");
    private static final List<String> BENCH = List.of("bench", "--target", "ftp://h", "--model", "m");

    @TempDir
    private Path directory;

    private @Nullable String logDirectory;

    @BeforeEach
    void upFailsOnAnEmptyKey() throws IOException {
        Files.createFile(Files.createDirectory(directory.resolve("data")).resolve("api-key"));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void log_isWhereTheEnvironmentSays(
            List<String> command, @Nullable String logFile, @Nullable String console, List<String> files, boolean shown)
            throws Exception {
        String said = run(command, logFile, console, null);

        assertThat(said).containsOnlyOnce("tachograph: ");
        assertThat(said.lines().anyMatch(line -> line.matches(".*" + LOGGED + ".*")))
                .as(said)
                .isEqualTo(shown);
        assertThat(logFiles()).isEqualTo(files);
        for (String file : files) {
            assertThat(Files.readString(directory.resolve(file)))
                    .containsPattern(LOGGED)
                    .contains("\tat io.tachograph.standalone");
        }
    }

    static Stream<Arguments> environments() {
        List<Arguments> cases = new ArrayList<>();
        for (@Nullable String console : new @Nullable String[] {null, "", "true", "false"}) {
            boolean shown = "true".equals(console);
            for (@Nullable String noFile : new @Nullable String[] {null, ""}) {
                cases.add(Arguments.of(UP, noFile, console, List.of("data/tachograph.log"), shown));
                cases.add(Arguments.of(JOBS, noFile, console, List.of(), shown));
            }
            cases.add(Arguments.of(UP, "logs/x.log", console, List.of("logs/x.log"), shown));
            cases.add(Arguments.of(JOBS, "x.log", console, List.of("x.log"), shown));
        }
        cases.add(Arguments.of(BENCH, "", "", List.of(), false));
        cases.add(Arguments.of(BENCH, "x.log", null, List.of("x.log"), false));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommand_keepsToIt(List<String> command) throws Exception {
        assertThat(run(command, "x.log", "true", null)).containsPattern(LOGGED);
        assertThat(Files.readString(directory.resolve("x.log"))).containsPattern(LOGGED);
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("api"),
                List.of("simulate", "--port", "0", "--models", "99"),
                List.of("recompute", "--from", "noon", "--kafka", "h:1"),
                List.of("dead-letters", "--kafka", "h:1", "--dry-run"),
                List.of("housekeeping", "--postgres-url", "nonsense"),
                List.of("migrate", "--jdbc-url", "nonsense"),
                List.of("bench", "compare", "nowhere", "nowhere"),
                List.of("bench", "sweep", "--target", "ftp://h", "--model", "m", "--rates", "1"));
    }

    /** For what collects the logs of containers: each entry is one line, with the exception in it. */
    @Test
    void json_isOneLineForEachEntry() throws Exception {
        String said = run(UP, "x.log", "true", "json");

        List<String> entries = said.lines().filter(line -> line.startsWith("{")).toList();
        assertThat(entries).isNotEmpty().isEqualTo(Files.readAllLines(directory.resolve("x.log")));
        JsonNode last = new ObjectMapper().readTree(entries.get(entries.size() - 1));
        assertThat(OffsetDateTime.parse(last.path("time").asText())).isAfter(OffsetDateTime.MIN);
        assertThat(last.path("level").asText()).isEqualTo("INFO");
        assertThat(last.path("logger").asText()).startsWith("io.tachograph.standalone.");
        assertThat(last.path("message").asText()).isEqualTo("the command failed");
        assertThat(last.path("exception").asText())
                .contains("\tat io.tachograph.standalone")
                .contains("\n");
    }

    @Test
    void environmentThatCannotBeMeant_isOneSentence() throws Exception {
        assertThat(run(UP, null, "yes", null))
                .isEqualTo("tachograph: CONSOLE_LOGGING must be true or false, not 'yes'\n");
        assertThat(run(UP, "data", null, null))
                .isEqualTo("tachograph: the log file "
                        + directory.resolve("data").toRealPath() + " cannot be written: it is a directory\n");
        assertThat(run(UP, null, null, "xml")).isEqualTo("tachograph: LOG_FORMAT must be text or json, not 'xml'\n");
    }

    /** Where the log itself goes LOG_FILE says, if it is set. */
    @Test
    void directory_holdsTheLogItsErrorsAndTheRequests() throws Exception {
        logDirectory = "logs";
        assertThat(run(UP, null, null, null)).containsOnlyOnce("tachograph: ");
        assertThat(logFiles()).containsExactlyInAnyOrder("logs/app.log", "logs/errors.log", "logs/llm_requests.log");
        assertThat(Files.readString(directory.resolve("logs/app.log"))).containsPattern(LOGGED);
        assertThat(Files.readString(directory.resolve("logs/errors.log"))).doesNotContain(" INFO ");

        assertThat(run(JOBS, "x.log", null, null)).containsOnlyOnce("tachograph: ");
        assertThat(Files.readString(directory.resolve("x.log"))).containsPattern(LOGGED);
    }

    private String run(
            List<String> command, @Nullable String logFile, @Nullable String console, @Nullable String format)
            throws Exception {
        File said = Files.createTempFile(directory, "said", "").toFile();
        ProcessBuilder builder =
                ProductJvm.builder(128, command).directory(directory.toFile()).redirectOutput(said);
        set(builder.environment(), "LOG_FILE", logFile);
        set(builder.environment(), "LOG_DIR", logDirectory);
        set(builder.environment(), "CONSOLE_LOGGING", console);
        set(builder.environment(), "LOG_FORMAT", format);
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(said.toPath());
        assertThat(process.exitValue()).as(text).isPositive();
        return text;
    }

    private static void set(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    private List<String> logFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .map(file -> directory.relativize(file).toString())
                    .toList();
        }
    }
}
