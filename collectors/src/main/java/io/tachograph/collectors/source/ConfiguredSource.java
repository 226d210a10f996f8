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
    /** One that no entry of the configuration stands for: read as an entry that does not say when. */
    public static ConfiguredSource implied(NamedSource named, String kind, Object settings) {
        return new ConfiguredSource(named, kind, SourceKind.EVERY, SourceKind.TIMEOUT, settings);
    }

    String name() {
        return named.name();
    }
}
