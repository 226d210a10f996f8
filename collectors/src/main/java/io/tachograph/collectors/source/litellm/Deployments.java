package io.tachograph.collectors.source.litellm;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.client.scrape.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a proxy routes, and whose a series of its metrics is. Immutable. */
final class Deployments {
    static final Deployments UNKNOWN = new Deployments(List.of());

    private static final int MOST = 5_000;

    private final List<Deployment> all;
    private final Set<String> models = new LinkedHashSet<>();
    private final Map<String, String> modelById = new HashMap<>();

    private Deployments(List<Deployment> all) {
        this.all = all;
        for (Deployment one : all) {
            models.add(one.model());
            modelById.put(one.id(), one.model());
        }
    }

    static Deployments of(JsonNode modelInfo) {
        List<Deployment> all = new ArrayList<>();
        for (JsonNode item : modelInfo.path("data")) {
            Deployment one = Deployment.of(item);
            if (!one.model().isEmpty() && all.size() < MOST) {
                all.add(one);
            }
        }
        return new Deployments(List.copyOf(all));
    }

    List<Deployment> all() {
        return all;
    }

    /** Names that users ask for. */
    Set<String> models() {
        return models;
    }

    /**
     * The name that users asked for, of which the proxy knows; null for any other. What they ask for may be anything, so
     * that a series of a name that is not routed counts for none. Labels differ by metric and version.
     */
    @Nullable
    String modelOf(Labels labels) {
        for (String label : List.of("model_group", "requested_model")) {
            String name = labels.get(label);
            if (name != null && models.contains(name)) {
                return name;
            }
        }
        String id = labels.get("model_id");
        return id == null ? null : modelById.get(id);
    }
}
