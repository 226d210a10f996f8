package io.tachograph.collectors.source;

import io.tachograph.config.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys that every entry of {@code sources} has, whatever its kind. */
record SourceEntry(
        @Key(value = "what kind of source it is", otherwise = "required")
        String kind,

        @Key(value = "how often it is read", otherwise = "what suits its kind: 10s for most, of GPUs 1s") @Nullable
        Duration every,

        @Key(value = "when a reading is given up", otherwise = "what suits its kind: 8s for most") @Nullable
        Duration timeout) {

    SourceEntry {
        if (kind == null) {
            throw new IllegalArgumentException("a source needs kind");
        }
        if (every != null && every.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("every must be at least 100ms");
        }
        if (timeout != null && timeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("timeout must be at least 1ms");
        }
    }
}
