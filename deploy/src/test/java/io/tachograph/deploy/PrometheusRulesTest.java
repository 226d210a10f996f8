package io.tachograph.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrometheusRulesTest {
    private static final Path PROMETHEUS = Yaml.INFRA.resolve("prometheus");
    private static final Pattern METRIC = Pattern.compile("\\btachograph_\\w+");
    private static final Pattern CONSTANT = Pattern.compile("(?m)^    ([A-Z0-9_]+)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"(tachograph_)?([a-z_]+)\"");

    private static List<JsonNode> rules() {
        return Yaml.each(Yaml.of(PROMETHEUS.resolve("rules/tachograph.yml")).path("groups"))
                .flatMap(group -> Yaml.each(group.path("rules")))
                .toList();
    }

    private static List<JsonNode> alerts() {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    @Test
    void everyAlert_hasASeverityAndAHeadingThatSaysWhatToDo() {
        Set<String> headings = Yaml.text(Yaml.ROOT.resolve("docs/operations.md"))
                .lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .collect(Collectors.toSet());
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            assertThat(alert.path("labels").path("severity").asText()).isIn("page", "ticket");
            assertThat(alert.path("annotations").path("summary").asText()).isNotBlank();
            assertThat(alert.path("annotations").path("runbook_url").asText())
                    .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(headings).contains(name);
        });
    }

    @Test
    void everyAlert_isTestedToFireAndToStayQuiet() {
        Set<String> tests = Yaml.each(
                        Yaml.of(PROMETHEUS.resolve("tests/tachograph.test.yml")).path("tests"))
                .map(test -> test.path("name").asText())
                .collect(Collectors.toSet());
        assertThat(alerts())
                .allSatisfy(alert -> assertThat(tests)
                        .contains(
                                alert.path("alert").asText() + " fires",
                                alert.path("alert").asText() + " stays quiet"));
    }

    /** Of rules and of the board for Prometheus: a metric that nobody exposes gives an empty panel and an alert that sleeps. */
    @Test
    void everyMetric_isOneThatOurCodeExposes() throws IOException {
        Set<String> exposed = new HashSet<>();
        try (Stream<Path> files = Files.walk(Yaml.ROOT)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("/src/main/"))
                    .toList()) {
                LITERAL.matcher(Yaml.text(file)).results().forEach(literal -> {
                    exposed.add("tachograph_" + literal.group(2));
                    if (file.endsWith("JobMetrics.java")) {
                        exposed.add("tachograph_job_" + literal.group(2));
                    }
                });
                if (file.endsWith("LatencyMetric.java")) {
                    CONSTANT.matcher(Yaml.text(file))
                            .results()
                            .map(constant -> constant.group(1).toLowerCase(Locale.ROOT))
                            .forEach(metric -> exposed.add("tachograph_fleet_" + metric + "_seconds"));
                }
            }
        }
        Stream<String> asked = Stream.concat(
                rules().stream().map(rule -> rule.path("expr").asText()),
                Stream.of(Yaml.text(Yaml.INFRA.resolve("grafana/boards/pipeline.json"))));
        assertThat(asked.flatMap(text -> METRIC.matcher(text).results())
                        .map(metric -> metric.group().replaceFirst("_(bucket|count)$", "")))
                .hasSizeGreaterThan(20)
                .isSubsetOf(exposed);
    }

    /** Prometheus' own tool, where it is installed (Debian's package {@code prometheus}). */
    @Test
    void promtool_takesConfigurationAndRules_andTheirTestsPass() throws IOException, InterruptedException {
        assumeTrue(installed("promtool"), "skipped: no promtool here");

        promtool("check", "config", "prometheus.yml");
        promtool("test", "rules", "tests/tachograph.test.yml");
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(PROMETHEUS.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
