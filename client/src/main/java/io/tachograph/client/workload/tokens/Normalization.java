package io.tachograph.client.workload.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What a tokenizer file does to a text before anything else. */
final class Normalization {
    private Normalization() {}

    static UnaryOperator<String> of(String source, JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return text -> text;
        }
        String type = json.path("type").asText();
        return switch (type) {
            case "NFC", "NFD", "NFKC", "NFKD" -> {
                Normalizer.Form form = Normalizer.Form.valueOf(type);
                yield text -> Normalizer.normalize(text, form);
            }
            case "Lowercase" -> text -> text.toLowerCase(Locale.ROOT);
            case "Sequence" -> sequence(source, json.path("normalizers"));
            default ->
                throw new IllegalArgumentException(source + " cannot be used: its normalizer " + type
                        + " is not supported, only NFC, NFD, NFKC, NFKD and Lowercase are");
        };
    }

    private static UnaryOperator<String> sequence(String source, JsonNode parts) {
        UnaryOperator<String> all = text -> text;
        for (JsonNode part : parts) {
            UnaryOperator<String> before = all;
            UnaryOperator<String> next = of(source, part);
            all = text -> next.apply(before.apply(text));
        }
        return all;
    }
}
