package io.tachograph.jobs.catalog;

import java.util.HashMap;
import java.util.Map;

/** The settings of all jobs, each by its type. Immutable. */
public final class JobSettings {
    private final Map<Class<?>, Object> byType;

    private JobSettings(Map<Class<?>, Object> byType) {
        this.byType = Map.copyOf(byType);
    }

    /** @throws IllegalArgumentException when two are of one type */
    public static JobSettings of(Object... settings) {
        Map<Class<?>, Object> byType = new HashMap<>();
        for (Object one : settings) {
            if (byType.put(one.getClass(), one) != null) {
                throw new IllegalArgumentException(
                        "two settings of " + one.getClass().getSimpleName());
            }
        }
        return new JobSettings(byType);
    }

    /** @throws IllegalArgumentException when there are none of this type */
    public <S> S get(Class<S> type) {
        Object found = byType.get(type);
        if (found == null) {
            throw new IllegalArgumentException("no " + type.getSimpleName() + " is given");
        }
        return type.cast(found);
    }
}
