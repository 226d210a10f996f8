package io.tachograph.standalone.gateway;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestWindow;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the newest windows say of the probes of each target. Thread-safe. */
final class ProbeFindings {
    private static final long LONGEST_MILLIS = Duration.ofMinutes(1).toMillis();
    /** What is older says nothing of now. */
    private static final long STALE_MILLIS = Duration.ofMinutes(3).toMillis();

    private final Map<String, Newest> byTarget = new ConcurrentHashMap<>();

    /** Requests of one window, by what distinguishes its series. */
    private record Newest(long startMillis, long endMillis, Map<List<Object>, Counts> series) {}

    private record Counts(long failed, long succeeded) {}

    void take(RequestWindow window) {
        if (window.getOrigin() != Origin.PROBE || window.getResolutionMillis() > LONGEST_MILLIS) {
            return;
        }
        long succeeded = window.getOutcomes().getOrDefault(Outcome.OK.name(), 0L);
        long cancelled = window.getOutcomes().getOrDefault(Outcome.CANCELLED.name(), 0L);
        Counts counts = new Counts(window.getRequests() - succeeded - cancelled, succeeded);
        List<Object> series =
                List.of(window.getEngineVersion(), window.getTenant(), window.getPromptBand(), window.getStreamed());
        long start = window.getWindowStartMillis();
        byTarget.compute(window.getTarget(), (target, before) -> {
            if (before != null && before.startMillis() > start) {
                return before;
            }
            Map<List<Object>, Counts> all =
                    before != null && before.startMillis() == start ? new HashMap<>(before.series()) : new HashMap<>();
            all.put(series, counts);
            return new Newest(start, start + window.getResolutionMillis(), Map.copyOf(all));
        });
    }

    /** Whether of the newest probes all have failed. */
    boolean isFailing(String target, long nowMillis) {
        @Nullable Newest newest = byTarget.get(target);
        return newest != null
                && nowMillis - newest.endMillis() < STALE_MILLIS
                && newest.series().values().stream().anyMatch(counts -> counts.failed() > 0)
                && newest.series().values().stream().allMatch(counts -> counts.succeeded() == 0);
    }
}
