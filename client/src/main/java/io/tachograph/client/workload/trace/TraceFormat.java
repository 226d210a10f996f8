package io.tachograph.client.workload.trace;

import java.util.Locale;

/** Form of a trace file. */
public enum TraceFormat {
    /** By the file's first row. */
    AUTO,
    /** JSON Lines of {@code timestamp} in ms, {@code input_length}, {@code output_length} and {@code hash_ids}. */
    MOONCAKE,
    /** CSV with {@code Timestamp} in seconds, {@code Request tokens} and {@code Response tokens}. */
    BURSTGPT,
    /** CSV with {@code TIMESTAMP} as date and time, {@code ContextTokens} and {@code GeneratedTokens}. */
    AZURE,
    /** JSON Lines of {@code at_ms}, {@code prompt} or {@code input_tokens}, and perhaps {@code output_tokens}. */
    OWN;

    /**
     * @param name in upper or lower case
     * @throws IllegalArgumentException in one sentence, when there is no such format
     */
    public static TraceFormat parse(String name) {
        try {
            return valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "trace format '" + name + "' is none of auto, mooncake, burstgpt, azure and own", e);
        }
    }
}
