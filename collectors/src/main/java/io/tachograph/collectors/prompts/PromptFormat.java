package io.tachograph.collectors.prompts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The formats of a prompt file. */
final class PromptFormat {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PromptFormat() {}

    /** @param source what errors call the text */
    static List<String> parse(String source, String content) {
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        List<String> prompts = text.stripLeading().startsWith("[") ? list(source, text) : lines(source, text);
        if (prompts.isEmpty()) {
            throw new IllegalArgumentException(source + " holds no prompts");
        }
        return prompts;
    }

    private static List<String> list(String source, String text) {
        JsonNode list = json(source, text);
        List<String> prompts = new ArrayList<>();
        for (JsonNode element : list) {
            prompts.add(prompt(source + ", element " + (prompts.size() + 1), element));
        }
        return prompts;
    }

    private static List<String> lines(String source, String text) {
        List<String> prompts = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                String place = source + ", line " + number;
                prompts.add(prompt(place, json(place, line)));
            }
        }
        return prompts;
    }

    private static JsonNode json(String place, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    place + ": not valid JSON (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + "): " + e.getOriginalMessage(),
                    e);
        }
    }

    private static String prompt(String place, JsonNode element) {
        JsonNode prompt = element.isObject() ? element.path("prompt") : element;
        if (!prompt.isTextual()) {
            throw new IllegalArgumentException(place + ": expected a string or an object with a string 'prompt'");
        }
        if (prompt.textValue().isBlank()) {
            throw new IllegalArgumentException(place + ": the prompt is empty");
        }
        return prompt.textValue();
    }
}
