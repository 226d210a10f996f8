package io.tachograph.collectors.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The targets that sources found, by source. What a source found last stays until it finds something else or goes: a
 * name server that is away for a minute is no reason to stop watching. Thread-safe.
 */
public final class DiscoveredTargets {
    private final Map<String, List<DiscoveredTarget>> bySource = new TreeMap<>();
    private Runnable listener = () -> {};

    /**
     * @param source name of the source, the same every time
     * @throws IllegalArgumentException in one sentence, when one of them cannot be watched; nothing changes then
     */
    public synchronized void replace(String source, List<DiscoveredTarget> targets) {
        List<DiscoveredTarget> before = bySource.put(source, List.copyOf(targets));
        if (targets.equals(before)) {
            return;
        }
        try {
            listener.run();
        } catch (IllegalArgumentException e) {
            if (before == null) {
                bySource.remove(source);
            } else {
                bySource.put(source, before);
            }
            throw e;
        }
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
    public synchronized void whenChanged(Runnable changed) {
        listener = changed;
    }
}
