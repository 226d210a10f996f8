package io.tachograph.collectors.source.loki;

import java.util.Map;

/**
 * One line of a log.
 *
 * @param labels of its stream in Loki, few and of few values; one map for all lines of a stream
 * @param atNanos when it was written, nanoseconds since the epoch
 */
public record LogLine(Map<String, String> labels, long atNanos, String text) {
    private static final int BESIDE_TEXT_BYTES = 100;

    /** What it takes of memory, at most. */
    long weight() {
        return 2L * text.length() + BESIDE_TEXT_BYTES;
    }
}
