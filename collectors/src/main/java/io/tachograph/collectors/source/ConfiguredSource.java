package io.tachograph.collectors.source;

import java.time.Duration;

/**
 * A source and when it is read.
 *
 * @param named the source and its name
 * @param kind name of its kind
 * @param every time between two readings
 * @param timeout when a reading is given up
 * @param settings all that it was made of; a source whose settings stay the same is left alone when the configuration
 *     changes
 */
public record ConfiguredSource(NamedSource named, String kind, Duration every, Duration timeout, Object settings) {
    String name() {
        return named.name();
    }
}
