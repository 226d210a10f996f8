package io.tachograph.standalone.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tachograph.standalone.config.ConfigException;
import io.tachograph.standalone.config.EnvironmentValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A scenario: the options of {@code bench} in a YAML file, each under its long name without the dashes. What the command
 * line says wins.
 */
final class ScenarioFile implements IDefaultValueProvider {
    private static final String OPTION = "--scenario";
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Map<String, JsonNode> values;

    private ScenarioFile(Map<String, JsonNode> values) {
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
        return file == null ? new ScenarioFile(Map.of()) : read(file, environment);
    }

    static ScenarioFile read(Path file, Map<String, String> environment) throws ConfigException {
        if (!Files.isReadable(file)) {
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
            return new ScenarioFile(values);
        } catch (JsonProcessingException e) {
            throw new ConfigException(file + " is not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new ConfigException("the scenario file " + file + " cannot be read: " + e.getMessage());
        }
    }

    /** @throws ConfigException when it has a key that the command does not know */
    void check(CommandSpec command) throws ConfigException {
        for (String key : values.keySet()) {
            if (!command.optionsMap().containsKey("--" + key)) {
                TreeSet<String> known = new TreeSet<>();
                for (OptionSpec option : command.options()) {
                    known.add(option.longestName().substring(2));
                }
                throw new ConfigException(
                        "the scenario has the unknown key '" + key + "'; known are " + String.join(", ", known));
            }
        }
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            for (String name : option.names()) {
                JsonNode value = name.startsWith("--") ? values.get(name.substring(2)) : null;
                if (value != null && !value.isNull()) {
                    return text(value, option.splitRegex());
                }
            }
        }
        return null;
    }

    /** A list becomes one text, in the form that the option splits again. */
    private static String text(JsonNode value, String separator) {
        if (!value.isArray()) {
            return value.isObject() ? value.toString() : value.asText();
        }
        StringBuilder joined = new StringBuilder();
        for (JsonNode element : value) {
            joined.append(joined.isEmpty() ? "" : separator.equals("\\n") ? "\n" : separator)
                    .append(element.asText());
        }
        return joined.toString();
    }
}
