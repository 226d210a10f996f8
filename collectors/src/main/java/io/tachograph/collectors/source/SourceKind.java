package io.tachograph.collectors.source;

import java.time.Duration;
import java.util.List;

/**
 * A kind of source: an entry of {@code sources} with {@code kind: NAME} in the configuration. A kind of one's own is a
 * public class with a public constructor without arguments, named in
 * {@code META-INF/services/io.tachograph.collectors.source.SourceKind}.
 *
 * @param <C> its settings: the entry's keys besides {@code kind}, {@code every} and {@code timeout}, in kebab case; read
 *     as strictly as the rest of the configuration
 */
public interface SourceKind<C extends Record> {
    /** For most kinds. */
    Duration EVERY = Duration.ofSeconds(10);

    /** For most kinds. */
    Duration TIMEOUT = Duration.ofSeconds(8);

    /** What {@code kind} says, in lower case. */
    String name();

    Class<C> settings();

    /** How often its sources are read when the entry does not say. */
    default Duration every() {
        return EVERY;
    }

    /** When a reading of them is given up when the entry does not say. */
    default Duration timeout() {
        return TIMEOUT;
    }

    /**
     * The sources of one entry. Opens nothing: that is the first reading's work, which may never come.
     *
     * @throws IllegalArgumentException in one sentence, when the settings cannot be right
     */
    List<NamedSource> open(C settings, SourceContext context);
}
