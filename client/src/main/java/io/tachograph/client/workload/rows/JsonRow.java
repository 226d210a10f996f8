package io.tachograph.client.workload.rows;

import com.fasterxml.jackson.databind.JsonNode;

/** One value of a JSON list, or of a line, and where it stands. */
public record JsonRow(Place place, JsonNode json) {
    public boolean has(String field) {
        return json.hasNonNull(field);
    }

    /** @return the field's text; an error when it is missing or of another type */
    public String text(String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw place.wrong("expected a string '" + field + "'");
        }
        return value.textValue();
    }

    /** @return the field as a whole number of at least {@code least}; an error when it is anything else */
    public int count(String field, int least) {
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
            throw place.wrong("expected a whole number '" + field + "' of at least " + least);
        }
        return value.intValue();
    }

    /** @return the field as a finite number of at least 0; an error when it is anything else */
    public double number(String field) {
        JsonNode value = json.path(field);
        if (!value.isNumber() || !(value.doubleValue() >= 0) || Double.isInfinite(value.doubleValue())) {
            throw place.wrong("expected a number '" + field + "' of at least 0");
        }
        return value.doubleValue();
    }
}
