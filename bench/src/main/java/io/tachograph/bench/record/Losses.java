package io.tachograph.bench.record;

/**
 * What a run lost besides requests.
 *
 * @param brokenOff conversations whose further turns never came
 * @param tokenizerFailures answers whose tokens the config's counter failed to count
 * @param publishFailures records that could not be published
 */
record Losses(long brokenOff, long tokenizerFailures, long publishFailures) {}
