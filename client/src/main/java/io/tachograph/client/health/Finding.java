package io.tachograph.client.health;

/**
 * Evidence that the client is the bottleneck.
 *
 * @param kind what was compared; one sentence per kind is kept
 * @param sentence for a person, with the figures
 * @param spanNanos over which it was seen, back from now
 */
record Finding(String kind, String sentence, long spanNanos) {}
