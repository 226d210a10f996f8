package io.tachograph.collectors.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Values of JSON that is written loosely: numbers as strings, null for what is unknown, -1 for what was left out. */
public final class LooseJson {
    private static final int MOST_CHARS = 200;

    private LooseJson() {}

    /** A number from 0 on; null for everything else. */
    public static @Nullable Double number(JsonNode node) {
        Double value = signed(node);
        return value != null && value >= 0 ? value : null;
    }

    /** Any finite number; null for everything else. */
    public static @Nullable Double signed(JsonNode node) {
        double value;
        if (node.isNumber()) {
            value = node.doubleValue();
        } else if (node.isTextual() && node.textValue().length() <= 40) {
            try {
                value = Double.parseDouble(node.textValue());
            } catch (NumberFormatException e) {
                return null;
            }
        } else {
            return null;
        }
        return Double.isFinite(value) ? value : null;
    }

    /** A count; null for everything else. */
    public static @Nullable Long count(JsonNode node) {
        Double value = number(node);
        return value == null || value > 9e15 ? null : Math.round(value);
    }

    /** Text without what surrounds it, cut after 200 characters; empty for everything else. */
    public static String text(JsonNode node) {
        String text = node.isTextual() ? node.textValue().strip() : "";
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
    }
}
