package io.tachograph.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets a page reach one origin alone, and adds headers to what it asks there, which no script can read. What else it asks for
 * is refused, and complained of. Thread-safe.
 */
final class OriginGate {
    private static final Set<String> OF_THE_PAGE = Set.of("data", "blob", "about");

    private final DevTools tools;
    private final String session;
    private final Complaints complaints;
    private final String origin;
    private final Map<String, String> headers;

    /** @param origin such as {@code http://127.0.0.1:8000} */
    OriginGate(DevTools tools, String session, Complaints complaints, String origin, Map<String, String> headers) {
        this.tools = tools;
        this.session = session;
        this.complaints = complaints;
        this.origin = origin;
        this.headers = Map.copyOf(headers);
    }

    void hear(String method, JsonNode event) {
        if (!method.equals("Fetch.requestPaused")) {
            return;
        }
        String id = event.path("requestId").asText();
        String url = event.at("/request/url").asText();
        if (url.equals(origin) || url.startsWith(origin + "/")) {
            var unused = tools.send(
                    session,
                    "Fetch.continueRequest",
                    Map.of("requestId", id, "headers", with(event.at("/request/headers"))));
        } else if (OF_THE_PAGE.contains(url.split(":", 2)[0])) {
            var unused = tools.send(session, "Fetch.continueRequest", Map.of("requestId", id));
        } else {
            complaints.add("refused: " + url + " is not of " + origin);
            var unused =
                    tools.send(session, "Fetch.failRequest", Map.of("requestId", id, "errorReason", "BlockedByClient"));
        }
    }

    private List<Map<String, String>> with(JsonNode given) {
        Map<String, String> all = new LinkedHashMap<>();
        given.properties()
                .forEach(each -> all.put(each.getKey(), each.getValue().asText()));
        all.putAll(headers);
        List<Map<String, String>> entries = new ArrayList<>();
        all.forEach((name, value) -> entries.add(Map.of("name", name, "value", value)));
        return entries;
    }
}
