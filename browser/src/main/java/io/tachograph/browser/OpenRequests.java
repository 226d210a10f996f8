package io.tachograph.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The requests of a page that are not answered yet. Streams, which never are, do not count. Thread-safe. */
final class OpenRequests {
    private static final Set<String> STREAMS = Set.of("EventSource", "WebSocket");

    private final Set<String> open = new HashSet<>();

    synchronized void hear(String method, JsonNode event) {
        String id = event.path("requestId").asText();
        switch (method) {
            case "Network.requestWillBeSent" -> {
                if (!STREAMS.contains(event.path("type").asText())) {
                    open.add(id);
                }
            }
            case "Network.responseReceived" -> {
                if (event.at("/response/mimeType").asText().equals("text/event-stream")) {
                    open.remove(id);
                }
            }
            case "Network.loadingFinished", "Network.loadingFailed" -> open.remove(id);
            default -> {
                return;
            }
        }
        notifyAll();
    }

    /**
     * Waits until none is open, and none was begun, for a while.
     *
     * @return how many were open when the time was over; 0 when it became quiet
     */
    synchronized int awaitNone(Duration quiet, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        long quietUntil = System.nanoTime() + quiet.toNanos();
        while (true) {
            long now = System.nanoTime();
            if (!open.isEmpty()) {
                quietUntil = now + quiet.toNanos();
            } else if (now >= quietUntil) {
                return 0;
            }
            if (now >= end) {
                return open.size();
            }
            long nanos = open.isEmpty() ? Math.min(end, quietUntil) - now : end - now;
            Set<String> before = Set.copyOf(open);
            wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
            if (!open.equals(before)) {
                quietUntil = System.nanoTime() + quiet.toNanos();
            }
        }
    }
}
