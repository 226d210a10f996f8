package io.tachograph.collectors.source.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.SourceException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the engine's events on a thread of its own until the stream ends. They tell which containers have to be inspected
 * again, and when one died; what there is, only the list tells. Thread-safe.
 */
final class EventWatch implements AutoCloseable {
    private static final int MOST_EVENT_BYTES = 16 << 20;
    private static final int MOST_REMEMBERED = 10_000;
    private static final String FILTERS = "{\"type\":[\"container\"],\"event\":[\"start\",\"die\",\"destroy\",\"oom\","
            + "\"health_status\",\"rename\",\"update\",\"pause\",\"unpause\"]}";

    private final DockerSession session;
    private final Runnable soon;
    private final Set<String> changed = new HashSet<>();
    private final Map<String, Long> died;
    private @Nullable String since;
    private boolean ended;

    private EventWatch(DockerSession session, Map<String, Long> died, Runnable soon) {
        this.session = session;
        this.died = died;
        this.soon = soon;
    }

    /**
     * @param session closed with it
     * @param since seconds since the epoch of the engine's clock, with a fraction; null for from now on
     * @param died takes when a container died, microseconds since the epoch by its id; thread-safe
     * @param soon run when something changed
     */
    static EventWatch start(DockerSession session, @Nullable String since, Map<String, Long> died, Runnable soon) {
        EventWatch watch = new EventWatch(session, died, soon);
        watch.since = since;
        Thread thread = new Thread(watch::follow, "tachograph-docker-events");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void follow() {
        boolean answered = false;
        String from = since();
        String query = "/events?filters=" + URLEncoder.encode(FILTERS, StandardCharsets.UTF_8)
                + (from == null ? "" : "&since=" + from);
        try (DockerAnswer answer = session.stream(query)) {
            answered = true;
            BoundedLines lines = new BoundedLines(answer.body(), MOST_EVENT_BYTES);
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                take(DockerJson.parse(new String(line, StandardCharsets.UTF_8)));
            }
        } catch (IOException | SourceException e) {
            // The next reading begins a new one, and complains if the engine is away.
        } finally {
            end();
        }
        if (answered) {
            soon.run();
        }
    }

    private synchronized void end() {
        ended = true;
    }

    /** Both forms: those before API 1.52 have the id outside as well. */
    private void take(JsonNode event) {
        String id = event.path("Actor").path("ID").asText("");
        // "health_status: healthy", "exec_start: sh -c …"
        String action = event.path("Action").asText("").split(":", 2)[0];
        long nanos = event.path("timeNano").asLong();
        synchronized (this) {
            if (nanos > 0) {
                since = String.format(Locale.ROOT, "%d.%09d", nanos / 1_000_000_000, nanos % 1_000_000_000);
            }
            if (id.isEmpty() || action.startsWith("exec_")) {
                return;
            }
            changed.add(id);
            if (action.equals("die") && nanos > 0) {
                died.put(id, nanos / 1_000);
            }
            ended |= changed.size() > MOST_REMEMBERED; // Nobody takes them: what was inspected counts no longer.
        }
        soon.run();
    }

    /** Whether nothing can have been missed so far. */
    synchronized boolean isLive() {
        return !ended;
    }

    /** Where a next one goes on: the last event comes again, which does no harm. */
    synchronized @Nullable String since() {
        return since;
    }

    /** Ids of the containers that changed since they were last taken. */
    synchronized Set<String> takeChanged() {
        Set<String> taken = Set.copyOf(changed);
        changed.clear();
        return taken;
    }

    @Override
    public void close() {
        session.close();
    }
}
