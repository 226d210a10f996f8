package io.tachograph.gateway;

import org.jspecify.annotations.Nullable;

/** Says who may send requests. Asked on event loops, so it must not block. Thread-safe. */
@FunctionalInterface
public interface Callers {
    /**
     * One request wants to pass.
     *
     * @param key what its sender shows, null when that is nothing
     */
    Admission admit(@Nullable String key);
}
