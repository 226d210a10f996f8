package io.tachograph.client.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Finds the sentence for a person in the body of a failed request, whatever server or proxy wrote it. */
final class ErrorBody {
    private final ObjectMapper json = new ObjectMapper();

    /** @return the sentence, empty when there is none */
    String message(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (Html.begins(text)) {
            return Html.words(text);
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                JsonNode tree = json.readTree(text);
                return ErrorSentence.of(tree);
            } catch (IOException e) {
                // Cut by our limit or plainly broken: fragments of it would say little and might repeat the request.
                return "an error that is no valid JSON";
            }
        }
        return text.lines().findFirst().orElse("");
    }

    /** Whatever the body is. */
    String firstLine(byte[] body) {
        return new String(body, StandardCharsets.UTF_8)
                .strip()
                .lines()
                .findFirst()
                .orElse("");
    }
}
