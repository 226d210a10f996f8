package io.tachograph.bench.result;

/**
 * Failures that said the same.
 *
 * @param outcome their outcome
 * @param message what they said
 * @param count how many
 */
public record ErrorCount(String outcome, String message, long count) {}
