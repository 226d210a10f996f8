package io.tachograph.client.workload.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.client.endpoint.Message;
import io.tachograph.client.workload.rows.JsonRow;
import io.tachograph.client.workload.rows.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The messages of a conversation: OpenAI's form of {@code role} and {@code content}, which is a string or a list of
 * parts, or ShareGPT's of {@code from} and {@code value}, under whichever name the list stands.
 */
final class MessageReader {
    private MessageReader() {}

    static List<Message> messages(JsonRow row, String field) {
        JsonNode list = row.json().path(field);
        if (!list.isArray()) {
            throw row.place().wrong("'" + field + "' is not a list");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode json : list) {
            messages.add(message(row.place(), json));
        }
        return messages;
    }

    private static Message message(Place place, JsonNode json) {
        if (!json.isObject()) {
            throw place.wrong("a message is no object");
        }
        String name = json.path(json.has("from") ? "from" : "role").asText();
        Message.Role role =
                switch (name.strip().toLowerCase(Locale.ROOT)) {
                    case "system", "developer" -> Message.Role.SYSTEM;
                    case "user", "human" -> Message.Role.USER;
                    case "assistant", "gpt", "chatgpt", "bing", "bard", "model" -> Message.Role.ASSISTANT;
                    case "" -> throw place.wrong("a message does not say by 'role' or 'from' whose it is");
                    default ->
                        throw place.wrong(
                                "a message is of '" + name + "', not of system, user (human) or assistant (gpt)");
                };
        if (json.path("tool_calls").size() > 0) {
            throw place.wrong("a message calls tools, which cannot be asked again");
        }
        return new Message(role, content(place, json.path(json.has("value") ? "value" : "content")));
    }

    private static String content(Place place, JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray()) {
            throw place.wrong("a message's content is neither a string nor a list of parts");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asText().equals("text")) {
                throw place.wrong("only text can be sent, but a message has another part");
            }
            text.append(part.path("text").asText());
        }
        return text.toString();
    }
}
