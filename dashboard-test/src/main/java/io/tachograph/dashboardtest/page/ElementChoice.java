package io.tachograph.dashboardtest.page;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which element of a page is meant: by one of a CSS selector and what people call it.
 *
 * @param nth counted from 1, where there are several
 */
public record ElementChoice(
        @Nullable String selector,
        @Nullable String label,
        @Nullable Integer nth) {
    public ElementChoice {
        if ((selector == null) == (label == null)) {
            throw new IllegalArgumentException("Name the element by one of selector and label.");
        }
        if (nth != null && nth < 1) {
            throw new IllegalArgumentException("nth counts from 1.");
        }
    }

    Map<String, Object> arguments() {
        Map<String, Object> all = new HashMap<>();
        if (selector != null) {
            all.put("selector", selector);
        }
        if (label != null) {
            all.put("label", label);
        }
        if (nth != null) {
            all.put("nth", nth);
        }
        return all;
    }
}
