package io.tachograph.client.workload.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a tokenizer file cuts a text.
 *
 * @param splitters one after the other
 * @param prefixSpace whether a text gets a space in front when it has none
 */
record PreTokenizer(List<Splitter> splitters, boolean prefixSpace) {
    static boolean isByteLevel(JsonNode json) {
        return parts(json).stream().anyMatch(part -> part.path("type").asText().equals("ByteLevel"));
    }

    static PreTokenizer of(String source, JsonNode json) {
        List<Splitter> splitters = new ArrayList<>();
        boolean prefixSpace = false;
        for (JsonNode part : parts(json)) {
            String type = part.path("type").asText();
            switch (type) {
                case "ByteLevel" -> {
                    prefixSpace = part.path("add_prefix_space").asBoolean(true);
                    if (prefixSpace && !splitters.isEmpty()) {
                        throw unsupported(source, "ByteLevel with a prefix space for every piece");
                    }
                    if (part.path("use_regex").asBoolean(true)) {
                        splitters.add(Splitter.isolating(Splitter.expression(Splitter.GPT2)));
                    }
                }
                case "Split" -> splitters.add(split(source, part));
                case "Digits" ->
                    splitters.add(Splitter.isolating(
                            Splitter.expression(part.path("individual_digits").asBoolean() ? "\\p{N}" : "\\p{N}+")));
                default -> throw unsupported(source, type);
            }
        }
        return new PreTokenizer(splitters, prefixSpace);
    }

    private static List<JsonNode> parts(JsonNode json) {
        List<JsonNode> parts = new ArrayList<>();
        if (json.path("type").asText().equals("Sequence")) {
            json.path("pretokenizers").forEach(part -> parts.addAll(parts(part)));
        } else if (json.isObject()) {
            parts.add(json);
        }
        return parts;
    }

    private static Splitter split(String source, JsonNode part) {
        JsonNode pattern = part.path("pattern");
        String regex = pattern.path("Regex").asText("");
        Pattern compiled;
        try {
            compiled = pattern.has("Regex")
                    ? Splitter.expression(regex)
                    : Pattern.compile(Pattern.quote(pattern.path("String").asText()));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    source + " cannot be used: Java does not know the expression of its pre-tokenizer: "
                            + e.getDescription(),
                    e);
        }
        String behavior = part.path("behavior").asText();
        boolean inverted = part.path("invert").asBoolean();
        return switch (behavior) {
            case "Isolated" -> Splitter.isolating(compiled);
            case "Removed" -> new Splitter(compiled, inverted, !inverted);
            default -> throw unsupported(source, "Split with behavior " + behavior);
        };
    }

    private static IllegalArgumentException unsupported(String source, String what) {
        return new IllegalArgumentException(source + " cannot be used: its pre-tokenizer " + what
                + " is not supported, only ByteLevel, Digits and Split (Isolated or Removed) are");
    }
}
