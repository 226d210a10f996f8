package io.tachograph.api.answer;

import org.jspecify.annotations.Nullable;

/**
 * What surrounds every answer of the benchmark API that this system took over.
 *
 * @param success whether there is data
 * @param data null on failure
 * @param message one sentence on what went wrong, null on success
 */
public record Envelope(
        boolean success, @Nullable Object data, @Nullable String message) {
    /** Data, and nothing to say about it. */
    public static Envelope of(Object data) {
        return new Envelope(true, data, null);
    }

    /** No data, and why. */
    public static Envelope failure(String message) {
        return new Envelope(false, null, message);
    }
}
