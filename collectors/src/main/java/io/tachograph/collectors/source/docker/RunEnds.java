package io.tachograph.collectors.source.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.container.RunEnd;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How runs of containers ended, as one reading finds out: each is asked for once. */
final class RunEnds {
    private static final long MOST_BYTES = 16L << 20;

    private record Run(String id, long fromMicros) {}

    private final DockerSession session;
    private final Map<String, Long> died;
    private final Set<String> listed;
    private final long nowMicros;
    private final Map<Run, RunEnd> known = new HashMap<>();

    /**
     * @param died when containers died, by their ids, as events said; what is used of it is taken away
     * @param listed containers that run
     */
    RunEnds(DockerSession session, Map<String, Long> died, Set<String> listed, long nowMicros) {
        this.session = session;
        this.died = died;
        this.listed = listed;
        this.nowMicros = nowMicros;
    }

    /** By the engine's own account, else by the event, else now. */
    RunEnd of(String id, long fromMicros) {
        return known.computeIfAbsent(new Run(id, fromMicros), run -> ask(id, fromMicros));
    }

    private RunEnd ask(String id, long from) {
        try {
            JsonNode json = session.get("/containers/" + id + "/json", MOST_BYTES);
            if (json != null) {
                InspectedContainer last = InspectedContainer.of(json);
                Long finished = last.finishedAtMicros();
                boolean over = !last.running() || !Long.valueOf(from).equals(last.startedAtMicros());
                long at = over && finished != null && finished >= from ? finished : nowMicros;
                return new RunEnd(at, last.exitCode(), last.running() ? null : last.oomKilled());
            }
        } catch (SourceException e) {
            // Below, by what else is known.
        }
        Long event = listed.contains(id) ? null : died.remove(id);
        return new RunEnd(event != null ? event : nowMicros, null, null);
    }
}
