package io.tachograph.collectors.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The targets that sources found, by source. What a source found last stays until it finds something else or goes: a
 * name server that is away for a minute is no reason to stop watching. Thread-safe.
 */
public final class DiscoveredTargets {
    private final Map<String, List<DiscoveredTarget>> bySource = new TreeMap<>();
    private volatile Runnable listener = () -> {};

    /**
     * @param source name of the source, the same every time
     * @throws IllegalArgumentException in one sentence, when one of them cannot be watched; nothing changes then
     */
    public void replace(String source, List<DiscoveredTarget> targets) {
        List<DiscoveredTarget> before = put(source, List.copyOf(targets));
        if (targets.equals(before)) {
            return;
        }
        try {
            // Not under the lock: it asks for all targets, under locks of its own.
            listener.run();
        } catch (IllegalArgumentException e) {
            put(source, before);
            throw e;
        }
    }

    private synchronized @Nullable List<DiscoveredTarget> put(String source, @Nullable List<DiscoveredTarget> targets) {
        return targets == null ? bySource.remove(source) : bySource.put(source, targets);
    }

    /** The source is gone, and what it found with it. */
    synchronized void remove(String source) {
        bySource.remove(source);
    }

    /** In a stable order. */
    public synchronized List<DiscoveredTarget> all() {
        List<DiscoveredTarget> all = new ArrayList<>();
        bySource.values().forEach(all::addAll);
        return all;
    }

    /** @param changed run whenever a source found something else, on its thread */
    public void whenChanged(Runnable changed) {
        listener = changed;
    }
}
