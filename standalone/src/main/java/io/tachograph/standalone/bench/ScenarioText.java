package io.tachograph.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;

/** Values of a scenario in the form in which the command line would have them. */
final class ScenarioText {
    private ScenarioText() {}

    /**
     * A list becomes its elements with commas (headers: lines) between them; {@code slo} and {@code header} may also be
     * keys with values; {@code extra-body} is JSON.
     */
    static String of(OptionSpec option, JsonNode value) {
        String name = option.longestName();
        String separator = name.equals("--header") ? "\n" : ",";
        if (value.isObject() && (name.equals("--slo") || name.equals("--header"))) {
            return joined(value, name.equals("--slo") ? "=" : ": ", separator);
        }
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(element.asText()));
            return String.join(separator, elements);
        }
        return value.isObject() ? value.toString() : value.asText();
    }

    private static String joined(JsonNode object, String sign, String separator) {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            pairs.add(field.getKey() + sign + field.getValue().asText());
        }
        return String.join(separator, pairs);
    }
}
