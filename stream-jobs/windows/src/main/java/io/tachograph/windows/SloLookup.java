package io.tachograph.windows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The SLOs of models, looked up once for each of the last {@value #REMEMBERED} models or fewer. Not thread-safe. */
public final class SloLookup {
    /** A model's name is whatever records say, so there may be any number. */
    private static final int REMEMBERED = 10_000;

    private final SloRules rules;
    private final Map<String, List<SloDefinition>> remembered = new HashMap<>();

    public SloLookup(SloRules rules) {
        this.rules = rules;
    }

    /** The SLOs of a model; empty when there are none. */
    public List<SloDefinition> of(String model) {
        if (rules.rules().isEmpty()) {
            return List.of();
        }
        List<SloDefinition> known = remembered.get(model);
        if (known == null) {
            if (remembered.size() == REMEMBERED) {
                remembered.clear();
            }
            known = rules.of(model);
            remembered.put(model, known);
        }
        return known;
    }
}
