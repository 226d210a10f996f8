package io.tachograph.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What several keys must fulfil. */
final class Checks {
    private Checks() {}

    static void port(String key, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(key + " " + port + " must be from 0 to 65535");
        }
    }

    static void atLeast(String key, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(key + " " + value + " must be at least " + least);
        }
    }

    /** Of a key that may be left out. */
    static void positive(String key, @Nullable Duration value) {
        if (value != null && (value.isZero() || value.isNegative())) {
            throw new IllegalArgumentException(key + " must be above zero");
        }
    }
}
