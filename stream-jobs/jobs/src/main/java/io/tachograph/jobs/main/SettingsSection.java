package io.tachograph.jobs.main;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One section of the configuration file.
 *
 * @param node the section
 * @param name where it is in the file
 * @param environment what {@code ${NAME}} and {@code ${NAME:default}} refer to
 */
record SettingsSection(JsonNode node, String name, Map<String, String> environment) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*(us|ms|s|m|h|d)");
    private static final Map<String, Double> UNIT_NANOS =
            Map.of("us", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9, "d", 86_400e9);
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");

    /** Null when the key is not there. */
    @Nullable String text(String key) {
        JsonNode value = node.path(key);
        return value.isMissingNode() || value.isNull() ? null : filled(value.asText().strip(), key);
    }

    /** @throws IllegalArgumentException when the value is no number */
    @Nullable Double number(String key) {
        String text = text(key);
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + "." + key + ": '" + text + "' is no number", e);
        }
    }

    /** @throws IllegalArgumentException when the value is no number with a unit */
    @Nullable Duration duration(String key) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        Matcher form = DURATION.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    name + "." + key + ": '" + text + "' must be a number and a unit, such as 500ms, 1.5s or 2m");
        }
        double unit = UNIT_NANOS.getOrDefault(form.group(2), 0.0);
        return Duration.ofNanos(Math.round(Double.parseDouble(form.group(1)) * unit));
    }

    private String filled(String text, String key) {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            return text;
        }
        String value = environment.getOrDefault(reference.group(1), reference.group(2));
        if (value == null) {
            throw new IllegalArgumentException(
                    name + "." + key + ": the environment variable " + reference.group(1) + " is not set");
        }
        return value;
    }
}
