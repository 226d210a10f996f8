package io.tachograph.dashboardtest.tool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a tool was called with, after it has been checked. */
final class ToolArguments {
    private final Map<String, Object> values = new HashMap<>();

    /** @throws IllegalArgumentException when one is unknown, missing or of another kind */
    ToolArguments(Map<String, ?> given, List<ToolParameter> parameters) {
        given.forEach((name, value) -> {
            // Assistants leave open by null what they do not mean.
            if (value != null) {
                values.put(name, value);
            }
        });
        String known = parameters.isEmpty()
                ? "it takes none"
                : "known: " + parameters.stream().map(ToolParameter::name).collect(Collectors.joining(", "));
        Map<String, ToolParameter> byName =
                parameters.stream().collect(Collectors.toMap(ToolParameter::name, one -> one));
        values.forEach((name, value) -> {
            @Nullable ToolParameter parameter = byName.get(name);
            if (parameter == null) {
                throw new IllegalArgumentException("Unknown argument '" + name + "'; " + known + ".");
            }
            if (!parameter.kind().fits(value)) {
                throw new IllegalArgumentException(
                        name + " must be " + parameter.kind().words() + ".");
            }
        });
        for (ToolParameter parameter : parameters) {
            if (parameter.required() && !values.containsKey(parameter.name())) {
                throw new IllegalArgumentException("The argument " + parameter.name() + " is missing.");
            }
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) {
        return String.valueOf(values.get(name));
    }

    @Nullable
    String textOrNull(String name) {
        return has(name) ? text(name) : null;
    }

    @Nullable
    Integer wholeOrNull(String name) {
        return has(name) ? Integer.valueOf((int) number(name, 0)) : null;
    }

    double number(String name, double otherwise) {
        return values.get(name) instanceof Number number ? number.doubleValue() : otherwise;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }
}
