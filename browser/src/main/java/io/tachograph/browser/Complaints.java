package io.tachograph.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a page complained of on the console, and the browser about it. Keeps the first thousand. Thread-safe. */
final class Complaints {
    private static final int MOST = 1_000;
    private static final Set<String> LOUD = Set.of("error", "warning", "assert");

    private final List<String> said = new ArrayList<>();
    private int more;

    void hear(String method, JsonNode event) {
        switch (method) {
            case "Runtime.exceptionThrown" -> add(exception(event.path("exceptionDetails")));
            case "Runtime.consoleAPICalled" -> {
                if (LOUD.contains(event.path("type").asText())) {
                    add(event.path("type").asText() + ": " + arguments(event.path("args")));
                }
            }
            // A content policy that was broken, and answers that are failures.
            case "Log.entryAdded" -> {
                JsonNode entry = event.path("entry");
                if (LOUD.contains(entry.path("level").asText())) {
                    add((entry.path("text").asText() + " " + entry.path("url").asText()).strip());
                }
            }
            case "Page.javascriptDialogOpening" ->
                add("dialog, dismissed: " + event.path("message").asText());
            default -> {}
        }
    }

    private static String exception(JsonNode details) {
        String thrown = details.path("exception").path("description").asText();
        String where = details.path("url").asText();
        return "exception: " + (thrown.isEmpty() ? details.path("text").asText() : thrown)
                + (where.isEmpty()
                        ? ""
                        : " at " + where + ":" + (details.path("lineNumber").asInt() + 1));
    }

    private static String arguments(JsonNode arguments) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : arguments) {
            texts.add(
                    one.has("value")
                            ? one.get("value").asText()
                            : one.path("description").asText());
        }
        return String.join(" ", texts);
    }

    synchronized void add(String complaint) {
        if (said.size() < MOST) {
            said.add(complaint);
        } else {
            more++;
        }
    }

    synchronized int count() {
        return said.size() + more;
    }

    /** Those since the last call; the last entry says how many are left out, where some are. */
    synchronized List<String> take() {
        List<String> taken = new ArrayList<>(said);
        if (more > 0) {
            taken.add(more + " more");
        }
        said.clear();
        more = 0;
        return List.copyOf(taken);
    }
}
