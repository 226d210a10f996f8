package io.tachograph.bench.record;

/**
 * How long event loops waited because the recorder was behind. It is the client's own delay.
 *
 * @param count how often
 * @param seconds in all
 * @param longestSeconds the longest
 */
public record Waits(long count, double seconds, double longestSeconds) {}
