package io.tachograph.standalone.config;

import java.time.Duration;

/** What several keys must fulfil. */
final class Checks {
    private Checks() {}

    static void port(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " must be from 0 to 65535");
        }
    }

    static void atLeast(String key, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(key + " " + value + " must be at least " + least);
        }
    }

    static void positive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(key + " must be above zero");
        }
    }
}
