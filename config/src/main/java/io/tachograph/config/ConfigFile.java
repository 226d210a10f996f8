package io.tachograph.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the configuration: the defaults, and over them what a file says. */
public final class ConfigFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final JsonMapper TREE = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withCoercionConfig(
                    LogicalType.Boolean, any -> any.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Textual,
                    any -> any.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .addModule(new SimpleModule().addDeserializer(Duration.class, new Durations()))
            .build();

    private ConfigFile() {}

    /** The defaults, with no variable set. */
    public static TachographConfig defaults() {
        try {
            return readOrDefaults(null, Map.of());
        } catch (ConfigException e) {
            throw new IllegalStateException("the built-in defaults are broken: " + e.getMessage(), e);
        }
    }

    /**
     * What a file says, or the defaults where there is none.
     *
     * @param environment what {@code ${NAME}} refers to, in the file and in defaults
     * @throws ConfigException when the file cannot be read or a key or value is wrong
     */
    public static TachographConfig readOrDefaults(@Nullable Path file, Map<String, String> environment)
            throws ConfigException {
        return file == null
                ? bind(
                        Defaults.of(TachographConfig.class, new EnvironmentValues(environment)),
                        TachographConfig.class,
                        "",
                        "the environment's configuration")
                : read(file, environment);
    }

    /**
     * The defaults with a file over them.
     *
     * @param environment what {@code ${NAME}} refers to, in the file and in defaults
     * @throws ConfigException when the file cannot be read or a key or value is wrong
     */
    public static TachographConfig read(Path file, Map<String, String> environment) throws ConfigException {
        if (!Files.isReadable(file)) {
            throw new ConfigException("the configuration file " + file + " does not exist or cannot be read");
        }
        EnvironmentValues variables = new EnvironmentValues(environment);
        try {
            ObjectNode tree = Defaults.of(TachographConfig.class, variables);
            JsonNode said = YAML.readTree(file.toFile());
            if (said instanceof ObjectNode object) {
                overlay(variables.fill(object, ""), tree);
            } else if (!said.isMissingNode() && !said.isNull()) {
                throw new ConfigException(file + " must be a tree of keys");
            }
            return bind(tree, TachographConfig.class, "", file.toString());
        } catch (JsonProcessingException e) {
            throw new ConfigException(file + " is not YAML: " + oneLine(e.getOriginalMessage())
                    + (e.getLocation() == null
                            ? ""
                            : " (line " + e.getLocation().getLineNr() + ")"));
        } catch (IOException e) {
            throw new ConfigException("the configuration file " + file + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * An entry of {@link TachographConfig#sources} as the record of its kind, whose components carry {@link Key}.
     *
     * @param keys what the entry says, variables filled in
     * @param at its path, such as {@code sources[2]}
     * @throws ConfigException when a key or value is wrong
     */
    public static <C extends Record> C entry(ObjectNode keys, Class<C> type, String at) throws ConfigException {
        ObjectNode tree = Defaults.of(type, new EnvironmentValues(Map.of()));
        overlay(keys, tree);
        return bind(tree, type, "." + at, "the configuration");
    }

    /** Overlays a tree: objects key by key, everything else whole. */
    private static void overlay(JsonNode over, ObjectNode under) {
        for (Map.Entry<String, JsonNode> field : over.properties()) {
            if (field.getValue().isNull() && under.has(field.getKey())) {
                continue; // A section whose keys are all commented out. Of an unknown one the reader complains.
            }
            if (field.getValue() instanceof ObjectNode && under.get(field.getKey()) instanceof ObjectNode below) {
                overlay(field.getValue(), below);
            } else {
                under.set(field.getKey(), field.getValue());
            }
        }
    }

    private static <C extends Record> C bind(ObjectNode tree, Class<C> type, String at, String source)
            throws ConfigException {
        try {
            return TREE.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            throw new ConfigException(source + ": " + sentence(e, at));
        } catch (JsonProcessingException e) {
            throw new ConfigException(source + ": " + oneLine(e.getOriginalMessage()));
        }
    }

    private static String sentence(JsonMappingException e, String at) {
        String path = at
                + e.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                        .collect(Collectors.joining());
        String key = path.startsWith(".") ? path.substring(1) : path;
        String where = key.isEmpty() ? "" : key + ": ";
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown key " + key + "; known here: "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return where + e.getCause().getMessage();
        }
        if (e instanceof MismatchedInputException wrong && wrong.getTargetType() != null) {
            String value = e instanceof InvalidFormatException bad ? "'" + bad.getValue() + "' " : "";
            return where + value + "must be " + expected(wrong.getTargetType());
        }
        return where + oneLine(e.getOriginalMessage());
    }

    private static String expected(Class<?> type) {
        if (type == Duration.class) {
            return "a number and a unit, such as 500ms or 2m";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : type == String.class ? "text" : "keys with values";
    }

    private static String oneLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
