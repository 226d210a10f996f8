package io.tachograph.client.endpoint;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was kept of an answer beside its record, as {@link RequestOptions#keep} asks.
 *
 * @param text the answer, reasoning and tool calls left out; null when it was not asked for
 * @param chunkNanos when each content chunk came, relative to {@code sent}; empty when it was not asked for
 * @param server what the server itself said about this request, by the field's name, in the field's unit; empty when it
 *     said nothing
 */
// An array, because there may be a stamp per token; nobody changes or compares it.
@SuppressWarnings("ArrayRecordComponent")
public record Details(@Nullable String text, long[] chunkNanos, Map<String, Double> server) {
    private static final long[] NO_CHUNKS = {};
    public static final Details NONE = new Details(null, NO_CHUNKS, Map.of());

    public Details {
        server = Map.copyOf(server);
    }
}
