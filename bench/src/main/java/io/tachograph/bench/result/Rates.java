package io.tachograph.bench.result;

/**
 * Per measured second, of what was completed inside the measured window: successful requests of any phase, warm-up
 * included, that ended in it, whenever they were scheduled. So a rate is never more than the target served, and it need not
 * be that of {@link Counts}, which go by when requests were scheduled.
 *
 * <p>Where the tokens of some answers are unknown, rates of tokens are lower bounds; see {@link Tokens#unknown}.
 *
 * @param requestThroughput requests that ended in the window
 * @param outputThroughput output tokens that came in it: of each answer the share of its stream, from the first to the last
 *     token, that is inside; at its end when that is not known
 * @param totalTokenThroughput these, and the input tokens of the requests that ended in it
 * @param maxConcurrency most requests in flight at once
 */
public record Rates(
        double requestThroughput, double outputThroughput, double totalTokenThroughput, long maxConcurrency) {}
