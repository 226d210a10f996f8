package io.tachograph.collectors.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The targets that sources found, by source. What a source found last stays until it finds something else or goes: a
 * name server that is away for a minute is no reason to stop watching. Thread-safe.
 */
public final class DiscoveredTargets {
    private final Map<String, List<DiscoveredTarget>> bySource = new TreeMap<>();
    /** Those whose findings count; null for all. */
    private @Nullable Set<String> sources;

    private volatile Set<String> models = Set.of();
    private volatile Runnable listener = () -> {};

    /**
     * @param source name of the source, the same every time
     * @throws SourceException in one sentence, when one of them cannot be watched, or two have one slug; nothing changes
     *     then
     */
    public void replace(String source, List<DiscoveredTarget> targets) throws SourceException {
        checkDistinct(targets);
        List<DiscoveredTarget> before = put(source, List.copyOf(targets));
        if (targets.equals(before)) {
            return;
        }
        try {
            // Not under the lock: it asks for all targets, under locks of its own.
            listener.run();
        } catch (IllegalArgumentException e) {
            put(source, before);
            throw new SourceException(FailureKind.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private synchronized @Nullable List<DiscoveredTarget> put(String source, @Nullable List<DiscoveredTarget> targets) {
        if (sources != null && !sources.contains(source)) {
            return targets; // A reading that outlived its source.
        }
        return targets == null ? bySource.remove(source) : bySource.put(source, targets);
    }

    private static void checkDistinct(List<DiscoveredTarget> targets) throws SourceException {
        Set<String> slugs = new HashSet<>();
        for (DiscoveredTarget target : targets) {
            String slug = target.config().slug();
            if (!slugs.add(slug)) {
                throw new SourceException(
                        FailureKind.MALFORMED,
                        "two of the targets found are called " + slug
                                + ": leave out target.cluster, or give each a label `cluster` of its own");
            }
        }
    }

    /** From now on only these sources count; what others found goes with them. */
    public synchronized void retain(Set<String> names) {
        sources = Set.copyOf(names);
        bySource.keySet().retainAll(names);
    }

    /** In a stable order. */
    public synchronized List<DiscoveredTarget> all() {
        List<DiscoveredTarget> all = new ArrayList<>();
        bySource.values().forEach(all::addAll);
        return all;
    }

    /** Names of the models of all targets that the agent watches, given and found. */
    public Set<String> models() {
        return models;
    }

    /** Says which these are by now. */
    public void setModels(Set<String> names) {
        models = Set.copyOf(names);
    }

    /** @param changed run whenever a source found something else, on its thread */
    public void whenChanged(Runnable changed) {
        listener = changed;
    }
}
