package io.tachograph.client.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects findings: the first sentence of each kind, and since when there was one. Not thread-safe. */
final class HealthFindings {
    private final Map<String, String> sentences = new LinkedHashMap<>();
    private final long startNanos;
    private @Nullable Long sinceNanos;

    HealthFindings(long startNanos) {
        this.startNanos = startNanos;
    }

    void add(Finding finding, long nowNanos) {
        sentences.putIfAbsent(finding.kind(), finding.sentence());
        if (sinceNanos == null) {
            long age = Math.min(finding.spanNanos(), nowNanos - startNanos);
            sinceNanos = nowNanos - age;
        }
    }

    boolean bound() {
        return sinceNanos != null;
    }

    @Nullable
    Long sinceNanos() {
        return sinceNanos;
    }

    List<String> reasons() {
        return List.copyOf(sentences.values());
    }
}
