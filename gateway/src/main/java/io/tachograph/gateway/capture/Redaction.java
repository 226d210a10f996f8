package io.tachograph.gateway.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Map;

/** Takes out what nobody shall keep. Its time grows with the length of a text and with nothing else, whatever the patterns. Thread-safe. */
final class Redaction {
    private static final String INSTEAD = "[redacted]";

    private final List<Pattern> patterns;

    /**
     * @param patterns in the syntax of RE2
     * @throws IllegalArgumentException in one sentence, when one is none
     */
    Redaction(List<String> patterns) {
        this.patterns = patterns.stream().map(Redaction::compiled).toList();
    }

    private static Pattern compiled(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "gateway.capture.redact: " + pattern + " is no pattern of RE2: " + e.getDescription());
        }
    }

    String of(String text) {
        String left = text;
        for (Pattern pattern : patterns) {
            left = pattern.matcher(left).replaceAll(INSTEAD);
        }
        return left;
    }

    /** The same tree with texts, names and numbers redacted. */
    JsonNode of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode left = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                left.set(of(field.getKey()), of(field.getValue()));
            }
            return left;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode left = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(entry -> left.add(of(entry)));
            return left;
        }
        if (!node.isTextual() && !node.isNumber()) {
            return node;
        }
        String text = node.asText();
        String left = of(text);
        return left.equals(text) ? node : TextNode.valueOf(left);
    }
}
