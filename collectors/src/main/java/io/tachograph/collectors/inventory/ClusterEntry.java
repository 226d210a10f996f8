package io.tachograph.collectors.inventory;

import java.util.List;
import java.util.Map;

/**
 * A cluster of the gateway.
 *
 * @param name that endpoints refer to
 * @param frameworks what serves there
 * @param openaiEndpoints paths that its endpoints answer, such as {@code chat/completions}
 * @param adapter class by which the gateway learns its state
 * @param config settings of that class as JSON has them, nulls left out
 */
public record ClusterEntry(
        String name,
        List<String> frameworks,
        List<String> openaiEndpoints,
        String adapter,
        Map<String, Object> config) {
    public ClusterEntry {
        frameworks = List.copyOf(frameworks);
        openaiEndpoints = List.copyOf(openaiEndpoints);
        config = Map.copyOf(config);
    }

    /** Without the values of the configuration, which may be secrets. */
    @Override
    public String toString() {
        return "ClusterEntry[" + name + ", frameworks " + frameworks + ", endpoints " + openaiEndpoints + ", adapter "
                + adapter + ", config " + config.keySet() + "]";
    }
}
