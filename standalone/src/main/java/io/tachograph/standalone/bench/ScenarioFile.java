package io.tachograph.standalone.bench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tachograph.config.ConfigException;
import io.tachograph.config.EnvironmentValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A scenario: the options of {@code bench} in a YAML file, each under its long name without the dashes. What the command
 * line says wins, also over what says the same in another way.
 */
final class ScenarioFile implements IDefaultValueProvider {
    private static final String OPTION = "--scenario";
    private static final Set<String> NOT_IN_A_FILE = Set.of(OPTION, "--help", "--version");
    /** Ways to say the same. */
    private static final List<Set<String>> ALTERNATIVES = List.of(
            Set.of("dataset", "input-tokens", "trace"),
            Set.of("target", "endpoints"),
            Set.of("stages", "rate"),
            Set.of("rates", "concurrencies"),
            Set.of("api-key-env", "api-key-file"));

    private static final Set<String> WITHOUT_RATE = Set.of("closed", "stages", "trace");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String name;
    private final Map<String, JsonNode> values;

    private ScenarioFile(String name, Map<String, JsonNode> values) {
        this.name = name;
        this.values = values;
    }

    /** The scenario that the arguments name, or an empty one. */
    static ScenarioFile namedBy(String[] arguments, Map<String, String> environment) throws ConfigException {
        @Nullable Path file = null;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(OPTION + "=")) {
                file = Path.of(arguments[i].substring(OPTION.length() + 1));
            } else if (arguments[i].equals(OPTION) && i + 1 < arguments.length) {
                file = Path.of(arguments[i + 1]);
            }
        }
        if (file == null) {
            return new ScenarioFile("", Map.of());
        }
        ScenarioFile scenario = read(file, environment);
        scenario.giveWayTo(Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("--"))
                .map(argument -> argument.substring(2).split("=", 2)[0])
                .collect(Collectors.toSet()));
        return scenario;
    }

    static ScenarioFile read(Path file, Map<String, String> environment) throws ConfigException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ConfigException("the scenario file " + file + " does not exist or cannot be read");
        }
        try {
            JsonNode tree = YAML.readTree(file.toFile());
            if (!(tree instanceof ObjectNode object)) {
                throw new ConfigException(file + " must be a list of keys with values, the options of bench");
            }
            Map<String, JsonNode> values = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field :
                    new EnvironmentValues(environment).fill(object, "").properties()) {
                values.put(field.getKey(), field.getValue());
            }
            return new ScenarioFile(file.toString(), values);
        } catch (JsonProcessingException e) {
            throw new ConfigException(file + ", line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new ConfigException("the scenario file " + file + " cannot be read: " + e.getMessage());
        }
    }

    private void giveWayTo(Set<String> onTheLine) {
        values.keySet().removeIf(key -> onTheLine.contains(key) && !NOT_IN_A_FILE.contains("--" + key));
        for (Set<String> alternatives : ALTERNATIVES) {
            if (alternatives.stream().anyMatch(onTheLine::contains)) {
                values.keySet().removeIf(key -> alternatives.contains(key) && !onTheLine.contains(key));
            }
        }
        String arrivals =
                values.containsKey("arrivals") ? values.get("arrivals").asText() : "";
        if (onTheLine.contains("concurrencies")
                || onTheLine.contains("stages")
                || (onTheLine.contains("rate") && WITHOUT_RATE.contains(arrivals))) {
            values.remove("arrivals");
        }
    }

    /** @throws ConfigException when it has a key that the command does not know */
    void check(CommandSpec command) throws ConfigException {
        for (String key : values.keySet()) {
            String option = "--" + key;
            if (NOT_IN_A_FILE.contains(option) || !command.optionsMap().containsKey(option)) {
                Set<String> known = new TreeSet<>();
                for (OptionSpec each : command.options()) {
                    if (!NOT_IN_A_FILE.contains(each.longestName())) {
                        known.add(each.longestName().substring(2));
                    }
                }
                throw new ConfigException(
                        name + ": unknown key '" + key + "'; known here: " + String.join(", ", known));
            }
        }
    }

    /** Where values come from, for people; empty when there is no file. */
    String name() {
        return name;
    }

    Set<String> keys() {
        return values.keySet();
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            JsonNode value = values.get(option.longestName().substring(2));
            if (value != null && !value.isNull()) {
                return ScenarioText.of(option, value);
            }
        }
        return null;
    }
}
