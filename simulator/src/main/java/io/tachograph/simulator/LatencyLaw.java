package io.tachograph.simulator;

/**
 * How long a simulated engine takes. Pure arithmetic, safe for use by any thread.
 *
 * <ul>
 *   <li>prefill seconds = factor · (prefillBaseSeconds + prefillSecondsPerToken · prompt tokens), counted from the
 *       moment a request leaves the queue for the batch to its first output token;
 *   <li>seconds from one output token to the next = factor · tokenSeconds · (1 + slowdownPerRunning · (running − 1)),
 *       where running counts the requests in the batch, this one included, when the earlier token left;
 *   <li>each factor is drawn once per request, see {@link #factor}.
 * </ul>
 *
 * Every token is due at an absolute time, the due time of the one before plus one step, so that a late timer delays
 * one token and not all that follow.
 *
 * @param prefillBaseSeconds prefill of an empty prompt, at least 0
 * @param prefillSecondsPerToken added for each prompt token, at least 0
 * @param tokenSeconds step between two tokens of a request that has the engine to itself, above 0
 * @param slowdownPerRunning share by which each further running request lengthens the step, at least 0
 * @param jitter spread of the factors, the standard deviation of their logarithm, 0 to 0.5; 0 means none
 */
public record LatencyLaw(
        double prefillBaseSeconds,
        double prefillSecondsPerToken,
        double tokenSeconds,
        double slowdownPerRunning,
        double jitter) {

    /** Factors stay within this many standard deviations of their logarithm. */
    private static final double MAX_DEVIATIONS = 2.5;

    private static final double NANOS_PER_SECOND = 1e9;

    /** Throws IllegalArgumentException with the name of the value that is out of range. */
    public LatencyLaw {
        RangeChecks.requireWithin("prefillBaseSeconds", prefillBaseSeconds, 0, 3600);
        RangeChecks.requireWithin("prefillSecondsPerToken", prefillSecondsPerToken, 0, 3600);
        RangeChecks.requireWithin("tokenSeconds", tokenSeconds, 1e-6, 3600);
        RangeChecks.requireWithin("slowdownPerRunning", slowdownPerRunning, 0, 1000);
        RangeChecks.requireWithin("jitter", jitter, 0, 0.5);
    }

    /** Nanoseconds from admission to the first output token. */
    public long prefillNanos(int promptTokens, double factor) {
        return Math.round(NANOS_PER_SECOND * factor * (prefillBaseSeconds + prefillSecondsPerToken * promptTokens));
    }

    /** Nanoseconds from one output token to the next while {@code running} requests share the batch. */
    public long stepNanos(int running, double factor) {
        return Math.round(NANOS_PER_SECOND * factor * tokenSeconds * (1 + slowdownPerRunning * (running - 1)));
    }

    /**
     * The factor for a standard normal draw: exp(jitter · draw), the draw clipped to ±2.5. Its median is 1, so the
     * laws above without a factor state medians.
     */
    public double factor(double standardNormal) {
        return Math.exp(jitter * Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, standardNormal)));
    }

    /** The same engine, slower (or faster, below 1) by a factor in prefill and in decoding. */
    public LatencyLaw slowedBy(double times) {
        return new LatencyLaw(
                prefillBaseSeconds * times,
                prefillSecondsPerToken * times,
                tokenSeconds * times,
                slowdownPerRunning,
                jitter);
    }
}
