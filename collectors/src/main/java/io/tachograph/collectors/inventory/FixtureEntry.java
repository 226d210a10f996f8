package io.tachograph.collectors.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a fixture.
 *
 * @param name what errors call it: file, kind and pk
 * @param model name of the gateway's table
 */
record FixtureEntry(String name, String model, JsonNode fields) {
    private static final Set<String> KEYS = Set.of("model", "pk", "fields");

    static FixtureEntry of(Path file, int position, JsonNode node) {
        JsonNode model = node.path("model");
        JsonNode fields = node.path("fields");
        if (!model.isTextual() || !fields.isObject()) {
            throw new IllegalArgumentException(
                    file + ", entry " + position + ": expected an object with a string 'model' and an object 'fields'");
        }
        String kind = model.textValue().substring(model.textValue().lastIndexOf('.') + 1);
        JsonNode pk = node.path("pk");
        String place = pk.isValueNode() && !pk.isNull() ? "pk " + pk.asText() : "(entry " + position + ", without pk)";
        String name = file + ", " + kind + " " + place;
        for (String key : keys(node)) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        name + ": unknown key '" + key + "' beside 'model', 'pk' and 'fields'");
            }
        }
        return new FixtureEntry(name, model.textValue(), fields);
    }

    IllegalArgumentException wrong(String field, String what) {
        return new IllegalArgumentException(name + ": field '" + field + "' " + what);
    }

    /** A field that must be there. */
    String text(String field) {
        JsonNode value = fields.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong(field, value.isMissingNode() ? "is missing" : "must be a string that is not empty");
        }
        return value.textValue().strip();
    }

    /** @return empty when there is none */
    List<String> texts(String field) {
        JsonNode list = fields.path(field);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list) {
            texts.add(element.isTextual() ? element.textValue().strip() : "");
        }
        if (!list.isArray() || texts.contains("")) {
            throw wrong(field, "must be a list of strings that are not empty");
        }
        return texts;
    }

    /** The object {@code config}, empty when there is none. */
    JsonNode config() {
        JsonNode config = fields.path("config");
        if (!config.isObject() && !config.isMissingNode() && !config.isNull()) {
            throw wrong("config", "must be an object");
        }
        return config;
    }

    /** @return null when there is none */
    @Nullable
    String configText(String key) {
        JsonNode value = config().path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong("config." + key, "must be a string that is not empty");
        }
        return value.textValue().strip();
    }

    /** Warns of what the gateway does not have. */
    void warnUnknown(Set<String> knownFields, Set<String> knownConfig, List<String> warnings) {
        for (String key : keys(fields)) {
            if (!knownFields.contains(key)) {
                warnings.add(name + ": field '" + key + "' is unknown and was not used");
            }
        }
        for (String key : keys(config())) {
            if (!knownConfig.contains(key)) {
                warnings.add(name + ": field 'config." + key + "' is unknown and was not used");
            }
        }
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
