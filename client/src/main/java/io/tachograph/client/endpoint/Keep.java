package io.tachograph.client.endpoint;

/**
 * What to keep of an answer beside its record. Nothing by default: it costs memory and time.
 *
 * @param text the answer
 * @param chunkTimes when each content chunk came
 */
public record Keep(boolean text, boolean chunkTimes) {
    public static final Keep NOTHING = new Keep(false, false);
}
