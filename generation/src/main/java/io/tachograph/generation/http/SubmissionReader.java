package io.tachograph.generation.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.config.GenerationSection;
import io.tachograph.generation.ServedModels;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads and checks the body of a submission. Whatever is wrong is one sentence. Thread-safe. */
final class SubmissionReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> KNOWN =
            List.of("prompt", "max_tokens", "temperature", "top_p", "user_id", "model");
    private static final int MOST_NAME_CHARACTERS = 256;

    private final GenerationSection defaults;
    private final ServedModels models;

    SubmissionReader(GenerationSection defaults, ServedModels models) {
        this.defaults = defaults;
        this.models = models;
    }

    /** @throws Refusal when it cannot be */
    Submission read(byte[] body) {
        ObjectNode fields = object(body);
        fields.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw Refusal.parameter("There is no such parameter as " + shown(name) + "; known are "
                        + String.join(", ", KNOWN) + ".");
            }
        });
        @Nullable String prompt = text(fields, "prompt");
        if (prompt == null || prompt.isBlank()) {
            throw Refusal.parameter("prompt is required and may not be blank.");
        }
        return new Submission(
                prompt,
                model(name(fields, "model")),
                wholeNumber(fields, "max_tokens", defaults.maxNewTokens(), defaults.maxTokensLimit()),
                number(fields, "temperature", defaults.temperature(), 2),
                number(fields, "top_p", defaults.topP(), 1),
                name(fields, "user_id"));
    }

    private static ObjectNode object(byte[] body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw Refusal.parameter("The body is not JSON" + where + ".");
        } catch (IOException e) {
            throw Refusal.parameter("The body is not JSON.");
        }
        throw Refusal.parameter("The body must be a JSON object.");
    }

    private String model(@Nullable String asked) {
        if (asked == null) {
            return models.standard();
        }
        if (!models.names().contains(asked)) {
            throw new Refusal(
                    404,
                    "There is no model " + shown(asked) + "; known are " + String.join(", ", models.names()) + ".");
        }
        return asked;
    }

    /** A null is as good as nothing. */
    private static @Nullable JsonNode value(ObjectNode fields, String name) {
        @Nullable JsonNode value = fields.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static @Nullable String text(ObjectNode fields, String name) {
        @Nullable JsonNode value = value(fields, name);
        if (value != null && !value.isTextual()) {
            throw Refusal.parameter(name + " must be a string.");
        }
        return value == null ? null : value.textValue();
    }

    private static @Nullable String name(ObjectNode fields, String name) {
        @Nullable String text = text(fields, name);
        if (text != null && text.length() > MOST_NAME_CHARACTERS) {
            throw Refusal.parameter(name + " may have " + MOST_NAME_CHARACTERS + " characters.");
        }
        return text;
    }

    private static int wholeNumber(ObjectNode fields, String name, int standard, int most) {
        @Nullable JsonNode value = value(fields, name);
        if (value == null) {
            return standard;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1 || value.intValue() > most) {
            throw Refusal.parameter(name + " must be a whole number from 1 to " + most + ".");
        }
        return value.intValue();
    }

    private static double number(ObjectNode fields, String name, double standard, int most) {
        @Nullable JsonNode value = value(fields, name);
        if (value == null) {
            return standard;
        }
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= most)) {
            throw Refusal.parameter(String.format(Locale.ROOT, "%s must be a number from 0.0 to %d.0.", name, most));
        }
        return value.doubleValue();
    }

    /** What a caller wrote, shortened and without what no log should hold. */
    private static String shown(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return "'" + (plain.length() <= 80 ? plain : plain.substring(0, 80) + "...") + "'";
    }
}
