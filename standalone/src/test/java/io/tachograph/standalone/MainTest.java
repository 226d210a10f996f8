package io.tachograph.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MainTest {
    private final CommandRun tachograph = new CommandRun();

    @ParameterizedTest
    @MethodSource("commands")
    void help_isEverywhere(List<String> command) {
        String[] args = command.toArray(new String[0]);

        assertThat(tachograph.run(args)).isZero();
        assertThat(tachograph.out.toString()).contains("Usage: tachograph");
    }

    static List<Arguments> commands() {
        return List.of(
                Arguments.of(List.of("--help")),
                Arguments.of(List.of("up", "--help")),
                Arguments.of(List.of("simulate", "--help")),
                Arguments.of(List.of("api", "--help")),
                Arguments.of(List.of("generation", "--help")),
                Arguments.of(List.of("worker", "--help")),
                Arguments.of(List.of("export-otlp", "--help")),
                Arguments.of(List.of("dashboard-test", "--help")),
                Arguments.of(List.of("jobs", "--help")),
                Arguments.of(List.of("recompute", "--help")),
                Arguments.of(List.of("dead-letters", "--help")),
                Arguments.of(List.of("housekeeping", "--help")),
                Arguments.of(List.of("migrate", "--help")));
    }

    @Test
    void jobs_areListedByName() {
        assertThat(tachograph.run("jobs", "--list")).isZero();
        assertThat(tachograph.out.toString()).contains("request-windows");
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void misuseOfAJob_isOneSentence(String sentence, List<String> command) {
        assertThat(tachograph.run(command.toArray(new String[0]))).isEqualTo(2);
        assertThat(tachograph.err.toString())
                .startsWith("tachograph: ")
                .contains(sentence)
                .hasLineCount(1);
    }

    static List<Arguments> misuses() {
        String url = "jdbc:postgresql://127.0.0.1:9/none";
        return List.of(
                Arguments.of("no Kafka is named", List.of("jobs", "--postgres-url", url)),
                Arguments.of(
                        "no job is called 'x'; there are request-windows",
                        List.of("jobs", "x", "--kafka", "127.0.0.1:9", "--postgres-url", url)),
                Arguments.of("no Kafka is named", List.of("recompute", "--from", "2026-03-04", "--postgres-url", url)),
                Arguments.of(
                        "give either --kafka",
                        List.of("recompute", "--from", "2026-03-04", "--kafka", "x:1", "a.avro")),
                Arguments.of(
                        "may still be in flight",
                        List.of(
                                "recompute",
                                "--from",
                                "2026-03-04",
                                "--to",
                                "9999-01-01",
                                "--kafka",
                                "x:1",
                                "--postgres-url",
                                url)),
                Arguments.of(
                        "--from 2026-03-04T22:00:00Z is within a day of UTC, whose row would have fewer requests than its"
                                + " hours: give a whole day such as 2026-03-04",
                        List.of(
                                "recompute",
                                "--from",
                                "2026-03-05T00:00:00+02:00",
                                "--kafka",
                                "x:1",
                                "--postgres-url",
                                url)),
                Arguments.of(
                        "--from 'noon' must be a day",
                        List.of("recompute", "--from", "noon", "--kafka", "x:1", "--postgres-url", url)),
                Arguments.of("--dry-run goes with", List.of("dead-letters", "--kafka", "x:1", "--dry-run")),
                Arguments.of("no Kafka is named: give --kafka", List.of("dead-letters")));
    }

    @Test
    void unknownOption_isMisuse() {
        assertThat(tachograph.run("up", "--prot", "1")).isEqualTo(2);
        assertThat(tachograph.err.toString()).contains("Unknown option");
    }

    @Test
    void databaseThatIsAway_isOneSentence() {
        assertThat(tachograph.run("migrate", "--jdbc-url", "jdbc:postgresql://127.0.0.1:9/none"))
                .isEqualTo(1);
        assertThat(tachograph.err.toString())
                .startsWith("tachograph: ")
                .hasLineCount(1)
                .doesNotContain("Exception");
    }

    @Test
    void tooManyModels_isOneSentence() {
        assertThat(tachograph.run("simulate", "--port", "0", "--models", "99")).isEqualTo(1);
        assertThat(tachograph.err.toString()).startsWith("tachograph: ").hasLineCount(1);
    }
}
