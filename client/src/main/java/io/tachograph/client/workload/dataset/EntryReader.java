package io.tachograph.client.workload.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.client.endpoint.Message;
import io.tachograph.client.workload.rows.CsvRow;
import io.tachograph.client.workload.rows.JsonRow;
import io.tachograph.client.workload.rows.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects entries in all their forms, and leaves out those that cannot be asked. */
final class EntryReader {
    private final boolean shareGptOnly;
    private final boolean strict;
    private final List<Entry> entries = new ArrayList<>();
    private long withoutQuestion;
    private long odd;
    private @Nullable IllegalArgumentException firstOdd;
    private boolean shareGpt;

    /** @param strict throws what is wrong with an entry instead of leaving it out */
    EntryReader(boolean shareGptOnly, boolean strict) {
        this.shareGptOnly = shareGptOnly;
        this.strict = strict;
    }

    List<Entry> entries() {
        return entries;
    }

    SkippedEntries leftOut() {
        return new SkippedEntries(withoutQuestion, odd, firstOdd);
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
        take(() -> {
            String column = row.has("output_tokens") ? "output_tokens" : "max_tokens";
            Integer outputTokens = row.has(column) ? (Integer) row.count(column, 1) : null;
            entries.add(Entry.of(visible(row.place(), row.text("prompt")), outputTokens));
        });
    }

    void json(JsonRow row) {
        take(() -> read(row));
    }

    private void take(Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            if (strict) {
                throw e;
            }
            odd++;
            firstOdd = firstOdd == null ? e : firstOdd;
        }
    }

    private void read(JsonRow row) {
        JsonNode json = row.json();
        if (json.has("conversations")) {
            shareGpt = true;
            shareGpt(row);
        } else if (shareGptOnly) {
            throw row.place().wrong("expected an object with 'conversations'");
        } else if (json.has("messages")) {
            entries.add(new Entry(chat(row), outputTokens(row), List.of()));
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

    private static List<Message> chat(JsonRow row) {
        List<Message> messages = MessageReader.messages(row, "messages");
        if (messages.stream().noneMatch(EntryReader::isQuestion)) {
            throw row.place().wrong("no message of the user has a content");
        }
        if (messages.get(0).role() == Message.Role.ASSISTANT) {
            throw row.place().wrong("the first message is the assistant's");
        }
        return List.copyOf(messages);
    }

    /** The set is known for conversations that are empty or begin with an answer. */
    private void shareGpt(JsonRow row) {
        List<Message> messages = new ArrayList<>();
        for (Message message : MessageReader.messages(row, "conversations")) {
            boolean answerToNothing = message.role() == Message.Role.ASSISTANT
                    && messages.stream().noneMatch(before -> before.role() == Message.Role.USER);
            if (!answerToNothing) {
                messages.add(message);
            }
        }
        if (messages.stream().anyMatch(EntryReader::isQuestion)) {
            entries.add(new Entry(List.copyOf(messages), outputTokens(row), List.of()));
        } else {
            withoutQuestion++;
        }
    }

    private static boolean isQuestion(Message message) {
        return message.role() == Message.Role.USER && !message.content().isBlank();
    }
}
