package io.tachograph.windows;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * An SLO and the models that it is for. Immutable.
 *
 * @param model name of a model, in which each {@code *} stands for any characters
 * @param slo what is counted for them
 */
public record SloRule(String model, SloDefinition slo) implements Serializable {
    public SloRule {
        if (model.isBlank()) {
            throw new IllegalArgumentException("the SLO " + slo.name() + " needs a model, or * for all");
        }
    }

    /** Whether the SLO is for a model of this name. */
    boolean matches(String name) {
        if (model.indexOf('*') < 0) {
            return model.equals(name);
        }
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        for (int star = model.indexOf('*'); star >= 0; star = model.indexOf('*', from)) {
            pattern.append(Pattern.quote(model.substring(from, star))).append(".*");
            from = star + 1;
        }
        pattern.append(Pattern.quote(model.substring(from)));
        return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(name).matches();
    }
}
