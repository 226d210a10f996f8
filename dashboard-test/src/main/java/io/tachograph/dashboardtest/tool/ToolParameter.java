package io.tachograph.dashboardtest.tool;

import java.util.Map;

/** One argument of a tool. */
record ToolParameter(String name, Kind kind, boolean required, String description) {
    enum Kind {
        TEXT("string", "a text"),
        NUMBER("number", "a number"),
        WHOLE("integer", "a whole number"),
        FLAG("boolean", "true or false");

        private final String jsonType;
        private final String words;

        Kind(String jsonType, String words) {
            this.jsonType = jsonType;
            this.words = words;
        }

        boolean fits(Object value) {
            return switch (this) {
                case TEXT -> value instanceof String;
                case NUMBER -> value instanceof Number number && Double.isFinite(number.doubleValue());
                case WHOLE ->
                    value instanceof Number number
                            && number.doubleValue() == Math.rint(number.doubleValue())
                            && Math.abs(number.doubleValue()) <= Integer.MAX_VALUE;
                case FLAG -> value instanceof Boolean;
            };
        }

        String words() {
            return words;
        }
    }

    static ToolParameter required(String name, Kind kind, String description) {
        return new ToolParameter(name, kind, true, description);
    }

    static ToolParameter optional(String name, Kind kind, String description) {
        return new ToolParameter(name, kind, false, description);
    }

    Map<String, Object> schema() {
        return Map.of("type", kind.jsonType, "description", description);
    }
}
