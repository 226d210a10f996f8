package io.tachograph.simulator;

import java.util.Map;
import java.util.TreeMap;

/**
 * Answers by route, method and class of status, as vLLM's front end counts them; requests refused before they reach
 * the engine show up nowhere else. Not thread-safe.
 */
final class HttpCounts {
    private final Map<String, Long> byLabels = new TreeMap<>();

    /** Unknown routes and methods share one label each, so that no client can make series without end. */
    void count(String route, String method, int status) {
        String labels = "handler=\"" + route + "\",method=\"" + known(method) + "\",status=\"" + status / 100 + "xx\"";
        byLabels.merge(labels, 1L, Long::sum);
    }

    void writeTo(ExpositionText text) {
        text.family("http_requests_total", "counter", "Answers begun, by route, method and class of status.");
        byLabels.forEach((labels, n) -> text.processSample("http_requests_total", n, labels));
    }

    private static String known(String method) {
        return switch (method) {
            case "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH" -> method;
            default -> "other";
        };
    }
}
