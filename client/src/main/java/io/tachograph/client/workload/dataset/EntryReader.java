package io.tachograph.client.workload.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.client.endpoint.Message;
import io.tachograph.client.workload.rows.CsvRow;
import io.tachograph.client.workload.rows.JsonRow;
import io.tachograph.client.workload.rows.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects entries in all their forms. */
final class EntryReader {
    private final boolean shareGptOnly;
    private final List<Entry> entries = new ArrayList<>();
    private long skipped;
    private boolean shareGpt;

    EntryReader(boolean shareGptOnly) {
        this.shareGptOnly = shareGptOnly;
    }

    List<Entry> entries() {
        return entries;
    }

    /** ShareGPT conversations in which nobody asks anything. */
    long skipped() {
        return skipped;
    }

    /** Whether any entry had the form of ShareGPT. */
    boolean shareGpt() {
        return shareGpt;
    }

    void line(Place place, String line) {
        if (!line.isBlank()) {
            entries.add(Entry.of(line, null));
        }
    }

    void csv(CsvRow row) {
        String column = row.has("output_tokens") ? "output_tokens" : "max_tokens";
        Integer outputTokens = row.has(column) ? (Integer) row.count(column, 1) : null;
        entries.add(Entry.of(visible(row.place(), row.text("prompt")), outputTokens));
    }

    void json(JsonRow row) {
        JsonNode json = row.json();
        if (json.has("conversations")) {
            shareGpt = true;
            shareGpt(row);
        } else if (shareGptOnly) {
            throw row.place().wrong("expected an object with 'conversations'");
        } else if (json.has("messages")) {
            entries.add(new Entry(messages(row.place(), json.path("messages")), outputTokens(row), List.of()));
        } else {
            JsonNode prompt = json.isObject() ? json.path("prompt") : json;
            if (!prompt.isTextual()) {
                throw row.place()
                        .wrong("expected a string, or an object with a string 'prompt', or 'messages', or"
                                + " 'conversations'");
            }
            entries.add(Entry.of(visible(row.place(), prompt.textValue()), json.isObject() ? outputTokens(row) : null));
        }
    }

    private static @Nullable Integer outputTokens(JsonRow row) {
        if (row.has("output_tokens")) {
            return row.count("output_tokens", 1);
        }
        return row.has("max_tokens") ? (Integer) row.count("max_tokens", 1) : null;
    }

    private static String visible(Place place, String prompt) {
        if (prompt.isBlank()) {
            throw place.wrong("the prompt is empty");
        }
        return prompt;
    }

    /** OpenAI's form: a role and a content, which is a string or a list of parts. */
    private static List<Message> messages(Place place, JsonNode list) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode json : list) {
            String name = json.path("role").asText();
            Message.Role role =
                    switch (name) {
                        case "system", "developer" -> Message.Role.SYSTEM;
                        case "user" -> Message.Role.USER;
                        case "assistant" -> Message.Role.ASSISTANT;
                        default ->
                            throw place.wrong("role '" + name + "' is none of system, developer, user and assistant");
                    };
            messages.add(new Message(role, content(place, json.path("content"))));
        }
        if (messages.isEmpty() || messages.stream().noneMatch(EntryReader::isQuestion)) {
            throw place.wrong("no message of the user has a content");
        }
        if (messages.get(0).role() == Message.Role.ASSISTANT) {
            throw place.wrong("the first message is the assistant's");
        }
        return List.copyOf(messages);
    }

    private static String content(Place place, JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asText().equals("text")) {
                throw place.wrong("only text can be sent, but a message has another part");
            }
            text.append(part.path("text").asText());
        }
        if (!content.isArray()) {
            throw place.wrong("a message's content is neither a string nor a list of parts");
        }
        return text.toString();
    }

    /** The set is known for conversations that are empty or begin with an answer. */
    private void shareGpt(JsonRow row) {
        if (!row.json().path("conversations").isArray()) {
            throw row.place().wrong("'conversations' is not a list");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode json : row.json().path("conversations")) {
            String name = json.path("from").asText();
            Message.Role role =
                    switch (name) {
                        case "system" -> Message.Role.SYSTEM;
                        case "human", "user" -> Message.Role.USER;
                        case "gpt", "chatgpt", "assistant", "bing", "bard" -> Message.Role.ASSISTANT;
                        default ->
                            throw row.place().wrong("a message is from '" + name + "', not system, human or gpt");
                    };
            if (!json.path("value").isTextual()) {
                throw row.place().wrong("a message has no string 'value'");
            }
            boolean answerToNothing = role == Message.Role.ASSISTANT
                    && messages.stream().noneMatch(message -> message.role() == Message.Role.USER);
            if (!answerToNothing) {
                messages.add(new Message(role, json.path("value").textValue()));
            }
        }
        if (messages.stream().anyMatch(EntryReader::isQuestion)) {
            entries.add(new Entry(List.copyOf(messages), outputTokens(row), List.of()));
        } else {
            skipped++;
        }
    }

    private static boolean isQuestion(Message message) {
        return message.role() == Message.Role.USER && !message.content().isBlank();
    }
}
