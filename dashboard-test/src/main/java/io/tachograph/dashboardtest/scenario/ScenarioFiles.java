package io.tachograph.dashboardtest.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads scenarios: YAML files of one scenario each, with four keys and no other. */
public final class ScenarioFiles {
    private static final Set<String> KEYS = Set.of("name", "page", "description", "expectations");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ScenarioFiles() {}

    /**
     * The scenarios of files, and of all {@code .yml} and {@code .yaml} files in folders, in order.
     *
     * @throws ScenarioException when a file is wrong, a folder has none, or two have one name
     */
    public static List<Scenario> read(List<Path> places) throws ScenarioException {
        List<Scenario> scenarios = new ArrayList<>();
        Map<String, Path> names = new HashMap<>();
        for (Path place : places) {
            for (Path file : Files.isDirectory(place) ? filesIn(place) : List.of(place)) {
                Scenario scenario = readOne(file);
                @Nullable Path other = names.putIfAbsent(scenario.name(), file);
                if (other != null) {
                    throw new ScenarioException(file + " and " + other + " have the same name " + scenario.name());
                }
                scenarios.add(scenario);
            }
        }
        return scenarios;
    }

    private static List<Path> filesIn(Path folder) throws ScenarioException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new ScenarioException("the folder " + folder + " has no scenario (*.yml)");
            }
            return found;
        } catch (IOException e) {
            throw new ScenarioException("the folder " + folder + " cannot be read");
        }
    }

    static Scenario readOne(Path file) throws ScenarioException {
        if (!Files.isReadable(file)) {
            throw new ScenarioException("the scenario " + file + " does not exist or cannot be read");
        }
        try {
            JsonNode tree = YAML.readTree(file.toFile());
            if (!(tree instanceof ObjectNode object)) {
                throw new ScenarioException(file + " must have the keys name, page, description and expectations");
            }
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (!KEYS.contains(field.getKey())) {
                    throw new ScenarioException(file + ": unknown key '" + field.getKey()
                            + "'; known: name, page, description, expectations");
                }
            }
            List<String> expectations = new ArrayList<>();
            JsonNode list = object.path("expectations");
            for (JsonNode one : list) {
                expectations.add(text(file, "expectations", one));
            }
            return new Scenario(
                    text(file, "name", object.path("name")),
                    text(file, "page", object.path("page")),
                    text(file, "description", object.path("description")),
                    expectations);
        } catch (JsonProcessingException e) {
            throw new ScenarioException(file + ", line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new ScenarioException("the scenario " + file + " cannot be read");
        } catch (IllegalArgumentException e) {
            throw new ScenarioException(file + ": " + e.getMessage());
        }
    }

    private static String text(Path file, String key, JsonNode value) throws ScenarioException {
        if (!value.isTextual()) {
            throw new ScenarioException(
                    file + ": " + key + (value.isMissingNode() ? " is missing" : " must be text; quote it"));
        }
        return value.textValue().strip();
    }
}
