package io.tachograph.client.endpoint;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one kind of API puts a prompt into requests to one target, and finds the answer in what comes back. Thread-safe. */
public interface WireProtocol {
    /** Headers of every request, such as the one that holds the key. Asked once per target; its extra headers win. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /** The call that posts the prompt: for most kinds the only one. */
    ApiCall post(PromptRequest request);

    /**
     * Writes the body of that call, field by field. The target's extra fields are added behind them.
     *
     * @throws IOException when {@code body} does
     */
    void body(PromptRequest request, JsonBody body) throws IOException;

    /** Whether a content chunk may pass for one token when the server does not report how many tokens it sent. */
    default boolean chunksAreTokens() {
        return true;
    }

    /**
     * Where the target takes requests of this kind that somebody else has written, null where it does not. They pass
     * through the gateway as they are.
     */
    default @Nullable String pathOf(ApiResource resource) {
        return null;
    }

    /** Path that gives the engine's version as {@code {"version": …}} without a key, null when there is none. */
    default @Nullable String versionPath() {
        return null;
    }
}
