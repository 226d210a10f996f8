package io.tachograph.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts environment variables where values say {@code ${NAME}} or {@code ${NAME:default}}. */
public final class EnvironmentValues {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");

    /** Of Kafka's providers, whose references look like ours with a default. Without a default they are ours. */
    private static final Set<String> PROVIDERS = Set.of("env", "file", "dir", "directory");

    private final Map<String, String> environment;

    /** @param environment as {@link ProcessEnvironment} gives it */
    public EnvironmentValues(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The tree with every reference replaced; {@code path} is where the tree hangs, for messages. */
    public JsonNode fill(JsonNode node, String path) throws ConfigException {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                field.setValue(fill(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey()));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, fill(array.get(i), path + "[" + i + "]"));
            }
        } else if (node.isTextual()) {
            return TextNode.valueOf(fill(node.textValue(), path));
        }
        return node;
    }

    public String fill(String text, String path) throws ConfigException {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (reference.find()) {
            if (reference.group(2) != null && PROVIDERS.contains(reference.group(1))) {
                throw new ConfigException(path + ": " + reference.group() + " reads like a reference to one of Kafka's"
                        + " config providers, which work in kafka.properties-file only; here ${NAME} is the environment"
                        + " variable NAME");
            }
            String value = environment.getOrDefault(reference.group(1), reference.group(2));
            if (value == null) {
                throw new ConfigException(path + ": the environment variable " + reference.group(1) + " is not set");
            }
            reference.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return reference.appendTail(filled).toString();
    }
}
