package io.tachograph.jobs.main;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One section of the configuration file.
 *
 * @param root the file
 * @param name key of the section
 * @param environment what {@code ${NAME}} and {@code ${NAME:default}} refer to
 */
record SettingsSection(JsonNode root, String name, Map<String, String> environment) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*(us|ms|s|m|h|d)");
    private static final Map<String, Double> UNIT_NANOS =
            Map.of("us", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9, "d", 86_400e9);
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");

    /** @throws IllegalArgumentException when the value is no number with a unit */
    Duration duration(String key, Duration otherwise) {
        JsonNode value = root.path(name).path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        String text = filled(value.asText().strip(), key);
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
