package io.tachograph.collectors.source;

import io.tachograph.config.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys that every entry of {@code sources} has, whatever its kind. */
record SourceEntry(
        @Key(value = "what kind of source it is", otherwise = "required")
        String kind,

        @Key(value = "how often it is read", otherwise = "as its kind needs it: 10s, of GPUs 1s") @Nullable
        Duration every,

        @Key(value = "when a reading is given up", byDefault = TIMEOUT)
        Duration timeout) {
    static final Duration EVERY = Duration.ofSeconds(10);
    static final String TIMEOUT = "8s";

    SourceEntry {
        if (kind == null) {
            throw new IllegalArgumentException("a source needs kind");
        }
        if (every != null && every.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("every must be at least 100ms");
        }
        if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("timeout must be at least 1ms");
        }
    }

    /** How often it is read: as it says, else as its kind does. */
    Duration everyOf(SourceKind<?> of) {
        return every == null ? of.every() : every;
    }
}
