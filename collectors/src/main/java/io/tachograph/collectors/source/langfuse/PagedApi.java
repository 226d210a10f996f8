package io.tachograph.collectors.source.langfuse;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.LooseJson;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Lists that come in pages, by number or by cursor. Each item is told once, whatever moves between the pages meanwhile. */
final class PagedApi {
    private final Upstream server;
    private final Reading reading;
    private final int mostPages;

    PagedApi(Upstream server, Reading reading, int mostPages) {
        this.server = server;
        this.reading = reading;
        this.mostPages = mostPages;
    }

    /**
     * @param path with a query, to which the page is added
     * @param key name of the field that tells items apart
     */
    void byNumber(String path, String key, Consumer<JsonNode> items) throws SourceException {
        Set<String> seen = new HashSet<>();
        for (int number = 1; number <= mostPages; number++) {
            JsonNode page = data(server.json(reading, path + "&limit=100&page=" + number), path);
            boolean fresh = take(page.path("data"), key, seen, items);
            Long pages = LooseJson.count(page.path("meta").path("totalPages"));
            // Without a number of pages the list ends with the page that is empty.
            if (page.path("data").isEmpty() || (pages != null && number >= pages)) {
                return;
            }
            if (!fresh) {
                throw repeated(path);
            }
        }
        throw tooMany(path);
    }

    /** A cursor that has expired is refused with 400: the list is begun again, once. */
    void byCursor(String path, String key, Consumer<JsonNode> items) throws SourceException {
        Set<String> seen = new HashSet<>();
        Set<String> cursors = new HashSet<>();
        String cursor = "";
        boolean begunAgain = false;
        for (int number = 1; number <= mostPages; number++) {
            String at = cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
            Page answer = server.get(reading, path + "&limit=1000" + at, "application/json");
            if (answer.status() == 400 && !at.isEmpty() && !begunAgain) {
                begunAgain = true;
                cursors.clear();
                cursor = "";
                continue;
            }
            JsonNode page = data(server.json(answer), path);
            boolean unused = take(page.path("data"), key, seen, items);
            cursor = page.path("meta").path("cursor").asText("");
            if (cursor.isEmpty()) {
                return;
            }
            if (!cursors.add(cursor)) {
                throw repeated(path);
            }
        }
        throw tooMany(path);
    }

    private JsonNode data(JsonNode page, String path) throws SourceException {
        if (!page.path("data").isArray()) {
            throw new SourceException(FailureKind.MALFORMED, place(path) + " answers without data");
        }
        return page;
    }

    private static boolean take(JsonNode data, String key, Set<String> seen, Consumer<JsonNode> items) {
        boolean fresh = false;
        for (JsonNode item : data) {
            String id = LooseJson.text(item.path(key));
            if (!id.isEmpty() && seen.add(id)) {
                fresh = true;
                items.accept(item);
            }
        }
        return fresh;
    }

    private SourceException repeated(String path) {
        return new SourceException(FailureKind.MALFORMED, place(path) + " sends a page again: nothing of it counts");
    }

    private SourceException tooMany(String path) {
        return new SourceException(FailureKind.TOO_LARGE, place(path) + " has more than " + mostPages + " pages a day");
    }

    private String place(String path) {
        return server.place() + path.replaceFirst("\\?.*", "");
    }
}
