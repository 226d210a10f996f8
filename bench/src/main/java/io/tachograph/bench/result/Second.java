package io.tachograph.bench.result;

import org.jspecify.annotations.Nullable;

/**
 * One second of the run.
 *
 * @param second number from the start of the run
 * @param measured whether all of it belongs to the measured part
 * @param scheduled requests scheduled in it
 * @param finished requests that ended in it
 * @param failed of these, failed
 * @param outputTokens tokens that came in it: an answer's tokens spread evenly over the time of its stream
 * @param concurrency mean number of requests in flight
 * @param ttftP50 median TTFT in seconds of requests that ended in it, null when there are none
 * @param ttftP99 its 99th percentile
 * @param e2eP50 median end-to-end time
 * @param lagMax largest lag in seconds
 * @param overLimit of those scheduled, not sent, because too many were outstanding
 */
public record Second(
        int second,
        boolean measured,
        long scheduled,
        long finished,
        long failed,
        double outputTokens,
        double concurrency,
        @Nullable Double ttftP50,
        @Nullable Double ttftP99,
        @Nullable Double e2eP50,
        double lagMax,
        long overLimit) {}
