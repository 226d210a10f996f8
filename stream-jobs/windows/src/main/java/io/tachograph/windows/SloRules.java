package io.tachograph.windows;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configured SLOs, in their order. Immutable.
 *
 * @param rules of those with one name, the first that matches a model is the model's
 */
public record SloRules(List<SloRule> rules) implements Serializable {
    /** No SLO for any model. */
    public static final SloRules NONE = new SloRules(List.of());

    public SloRules {
        rules = List.copyOf(rules);
    }

    /** The SLOs of a model, each name once; empty when there are none. */
    public List<SloDefinition> of(String model) {
        Map<String, SloDefinition> byName = new LinkedHashMap<>();
        for (SloRule rule : rules) {
            if (!byName.containsKey(rule.slo().name()) && rule.matches(model)) {
                byName.put(rule.slo().name(), rule.slo());
            }
        }
        return List.copyOf(byName.values());
    }
}
