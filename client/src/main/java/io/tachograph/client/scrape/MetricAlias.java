package io.tachograph.client.scrape;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the names that a quantity has: a metric and which of its series count. Its suffix gives its unit.
 *
 * @param name without the engine's prefix
 * @param label by whose value series are chosen, null for all of them
 * @param values of the label
 * @param except whether the series with these values are those that do not count
 */
record MetricAlias(String name, @Nullable String label, Set<String> values, boolean except) {
    private static final Pattern FORM = Pattern.compile("(\\w+)(?:\\{(\\w+)(!?=)([^}]+)})?");

    /** @param text such as {@code request_success{finished_reason!=abort|error}} */
    static MetricAlias of(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        return parts.group(2) == null
                ? new MetricAlias(text, null, Set.of(), false)
                : new MetricAlias(
                        parts.group(1),
                        parts.group(2),
                        Set.of(parts.group(4).split("\\|")),
                        parts.group(3).equals("!="));
    }

    /** Whether a series counts. One without the label is not divided by it, and counts unless values are asked for. */
    boolean selects(Labels labels) {
        String value = label == null ? null : labels.get(label);
        return value == null ? label == null || except : values.contains(value) != except;
    }

    /** What a value is divided by to be in seconds, tokens or requests. */
    double divisor() {
        return name.endsWith("_ms") ? 1e3 : name.endsWith("_us") ? 1e6 : 1;
    }
}
