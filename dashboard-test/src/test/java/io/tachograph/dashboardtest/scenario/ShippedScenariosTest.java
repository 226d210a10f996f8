package io.tachograph.dashboardtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scenarios of {@code infra/dashboard-tests}: by our reader, by the schema for editors, and what they speak of. */
class ShippedScenariosTest {
    private static final Path INFRA = Path.of("..", "infra");
    private static final Path TESTS = INFRA.resolve("dashboard-tests");

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThan(10);
            return found;
        }
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(TESTS.resolve("scenario.schema.json")));
    }

    @Test
    void everyFile_isReadAndFitsTheSchema() throws IOException, ScenarioException {
        for (Path file : files()) {
            JsonNode tree = new YAMLMapper().readTree(file.toFile());
            assertThat(schema().validate(tree)).as(file.toString()).isEmpty();
        }
        assertThat(ScenarioFiles.read(files())).hasSameSizeAs(files());
    }

    @Test
    void schema_refusesWhatTheReaderRefuses() throws IOException {
        assertThat(
                        schema().validate(
                                        new ObjectMapper()
                                                .readTree(
                                                        "{\"name\": \"A b\", \"page\": \"x\", \"description\": \" \", \"expectations\": [], \"more\": 1}")))
                .hasSize(5);
    }

    /** Each board has a scenario, and no scenario speaks of a board that is not there. */
    @Test
    void grafanaScenarios_areThoseOfTheBoards() throws IOException, ScenarioException {
        Set<String> boards = new TreeSet<>();
        try (Stream<Path> files = Files.list(INFRA.resolve("grafana").resolve("boards"))) {
            for (Path board : files.toList()) {
                boards.add(
                        new ObjectMapper().readTree(board.toFile()).get("uid").asText());
            }
        }
        Set<String> named = new TreeSet<>();
        for (Scenario scenario : ScenarioFiles.read(List.of(TESTS.resolve("grafana")))) {
            named.add(scenario.page().replaceFirst("^/d/([^/?]+).*", "$1"));
        }
        assertThat(named).isEqualTo(boards);
    }
}
