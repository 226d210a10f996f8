package io.tachograph.bench.result;

/**
 * Per measured second, of successful requests.
 *
 * @param requestThroughput requests
 * @param outputThroughput output tokens
 * @param totalTokenThroughput input and output tokens
 * @param maxConcurrency most requests under way at once
 */
public record Rates(
        double requestThroughput, double outputThroughput, double totalTokenThroughput, long maxConcurrency) {}
