package io.tachograph.dashboardtest.tool;

import io.tachograph.browser.BrowserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One thing that an assistant can do in the browser, with its description. Thread-safe. */
public final class BrowserTool {
    private final String name;
    private final String description;
    private final List<ToolParameter> parameters;
    private final Function<ToolArguments, ToolAnswer> action;

    BrowserTool(
            String name,
            String description,
            List<ToolParameter> parameters,
            Function<ToolArguments, ToolAnswer> action) {
        this.name = name;
        this.description = description;
        this.parameters = List.copyOf(parameters);
        this.action = action;
    }

    public String name() {
        return name;
    }

    /** What it does, for assistants. */
    public String description() {
        return description;
    }

    /** The JSON Schema of each argument, by its name. */
    public Map<String, Object> properties() {
        Map<String, Object> all = new LinkedHashMap<>();
        parameters.forEach(one -> all.put(one.name(), one.schema()));
        return all;
    }

    /** The names of arguments that must be there. */
    public List<String> required() {
        return parameters.stream()
                .filter(ToolParameter::required)
                .map(ToolParameter::name)
                .toList();
    }

    /** Does it. Wrong arguments and what the browser did not do are answers that say so. */
    public ToolAnswer call(Map<String, ?> arguments) {
        try {
            return action.apply(new ToolArguments(arguments, parameters));
        } catch (IllegalArgumentException | BrowserException e) {
            return ToolAnswer.failed(String.valueOf(e.getMessage()));
        }
    }
}
