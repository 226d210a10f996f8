package io.tachograph.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A named argument of an SQL function.
 *
 * @param name as the function calls it
 * @param value a String, Double, Boolean, Instant, Duration, or a list of Strings, Doubles or Durations
 */
public record SqlArgument(String name, Object value) {
    /** @throws IllegalArgumentException when the value is of another type */
    public SqlArgument {
        Object sample = value instanceof List<?> list ? (list.isEmpty() ? "" : list.get(0)) : value;
        if (!(sample instanceof String
                || sample instanceof Double
                || sample instanceof Boolean
                || sample instanceof Instant
                || sample instanceof Duration)) {
            throw new IllegalArgumentException(name + " cannot be a " + sample.getClass());
        }
        if (value instanceof List<?> list) {
            value = List.copyOf(list);
        }
    }
}
