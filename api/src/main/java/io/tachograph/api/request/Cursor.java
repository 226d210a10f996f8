package io.tachograph.api.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;

/**
 * Where the next page begins.
 *
 * @param now what relative times were relative to in the first answer
 * @param after the last row's place in the order; empty at the start
 */
public record Cursor(Instant now, List<String> after) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST = 4_000;

    public Cursor {
        after = List.copyOf(after);
    }

    /** @throws RefusedRequestException when it is none of ours */
    public static Cursor parse(String text) {
        try {
            if (text.length() <= LONGEST) {
                String[] parts = MAPPER.readValue(Base64.getUrlDecoder().decode(text), String[].class);
                if (parts != null && parts.length > 1) {
                    return new Cursor(Instant.parse(parts[0]), List.of(parts).subList(1, parts.length));
                }
            }
        } catch (IOException | IllegalArgumentException | DateTimeParseException | NullPointerException e) {
            // Refused below.
        }
        throw RefusedRequestException.parameter("cursor", "cursor is what the answer before says in next, as it is.");
    }

    /** As a parameter's value. */
    public String text() {
        String[] parts = new String[after.size() + 1];
        parts[0] = now.toString();
        for (int i = 0; i < after.size(); i++) {
            parts[i + 1] = after.get(i);
        }
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MAPPER.writeValueAsBytes(parts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can be written as JSON.", e);
        }
    }
}
