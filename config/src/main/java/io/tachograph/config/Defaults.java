package io.tachograph.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;

/** The defaults that the sections' keys name, as the tree that a file lies over. */
final class Defaults {
    private static final YAMLMapper YAML = new YAMLMapper();

    private Defaults() {}

    /**
     * The tree of a section; a key without a default is not in it, nor one whose default is a variable that is not set.
     */
    static ObjectNode of(Class<?> section, EnvironmentValues environment) throws ConfigException {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        for (RecordComponent component : section.getRecordComponents()) {
            String standard = keyOf(component).byDefault();
            String name = nameOf(component);
            if (component.getType().isRecord()) {
                tree.set(name, of(component.getType(), environment));
            } else if (standard.startsWith("${")) {
                String value = environment.fill(standard, name);
                if (!value.isEmpty()) {
                    tree.put(name, value);
                }
            } else if (!standard.isEmpty()) {
                tree.set(name, parse(standard));
            }
        }
        return tree;
    }

    /** @throws IllegalStateException when a component is no key */
    static Key keyOf(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        if (key == null) {
            throw new IllegalStateException(component.getDeclaringRecord().getSimpleName() + "." + component.getName()
                    + " says nothing of itself: it lacks @Key");
        }
        return key;
    }

    /** As files have it: {@code maxOutputTokens} is {@code max-output-tokens}. */
    static String nameOf(RecordComponent component) {
        return ((PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.KEBAB_CASE)
                .translate(component.getName());
    }

    private static JsonNode parse(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the default " + text + " is no YAML", e);
        }
    }
}
