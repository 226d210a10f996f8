package io.tachograph.schemas.metric;

import io.tachograph.schemas.avro.RequestTiming;

/** What a request took of a target. */
public final class RequestTokens {
    private RequestTokens() {}

    /** Tokens that it read and wrote: as the target counted them, or else the chunks of its answer. */
    public static long of(RequestTiming record) {
        Long input = record.getInputTokens();
        Long output = record.getOutputTokens();
        return (input == null ? 0 : input) + (output == null ? 0 : output);
    }
}
