package io.tachograph.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Share of requests, 0 to 1 each and 1 in sum, that end badly. At most one fault befalls a request. Which one follows
 * from the seed, the number of the request and these rates, and neither lengths nor speeds change with the rates.
 *
 * <p>A request that is not streamed has no middle; its whole answer fails instead, as said below.
 *
 * @param http500 status 500 at once
 * @param rateLimited status 429 with {@code Retry-After: 1} at once
 * @param stall the stream falls silent mid-way and holds its slot until the client leaves or
 *     {@link ReplicaConfig#stallLimit} has passed, then the connection closes; not streamed: no answer until then
 * @param cutStream the connection closes mid-stream; not streamed: it closes without an answer
 * @param errorMidStream an error object mid-stream, then the end without {@code [DONE]}; not streamed: status 400
 * @param garbage one line mid-stream that is not JSON, after which the stream goes on; not streamed: status 200 with
 *     a body that is not JSON
 */
public record Faults(
        double http500, double rateLimited, double stall, double cutStream, double errorMidStream, double garbage) {

    /** Throws IllegalArgumentException for a rate outside 0 to 1 or a sum above 1. */
    public Faults {
        RangeChecks.requireWithin("http500", http500, 0, 1);
        RangeChecks.requireWithin("rateLimited", rateLimited, 0, 1);
        RangeChecks.requireWithin("stall", stall, 0, 1);
        RangeChecks.requireWithin("cutStream", cutStream, 0, 1);
        RangeChecks.requireWithin("errorMidStream", errorMidStream, 0, 1);
        RangeChecks.requireWithin("garbage", garbage, 0, 1);
        RangeChecks.requireWithin(
                "the sum of all fault rates",
                http500 + rateLimited + stall + cutStream + errorMidStream + garbage,
                0,
                1 + 1e-9);
    }

    /** A server without faults. */
    public static Faults none() {
        return new Faults(0, 0, 0, 0, 0, 0);
    }

    /** Only status 500, at this rate. */
    public static Faults http500(double rate) {
        return new Faults(rate, 0, 0, 0, 0, 0);
    }

    /** Only status 429, at this rate. */
    public static Faults rateLimited(double rate) {
        return new Faults(0, rate, 0, 0, 0, 0);
    }

    /** Only stalls, at this rate. */
    public static Faults stall(double rate) {
        return new Faults(0, 0, rate, 0, 0, 0);
    }

    /** Only cut streams, at this rate. */
    public static Faults cutStream(double rate) {
        return new Faults(0, 0, 0, rate, 0, 0);
    }

    /** Only error objects mid-stream, at this rate. */
    public static Faults errorMidStream(double rate) {
        return new Faults(0, 0, 0, 0, rate, 0);
    }

    /** Only lines of garbage, at this rate. */
    public static Faults garbage(double rate) {
        return new Faults(0, 0, 0, 0, 0, rate);
    }

    /** The fault for a draw that is uniform over [0, 1), or null for none. */
    @Nullable
    Fault at(double uniform) {
        double[] rates = {http500, rateLimited, stall, cutStream, errorMidStream, garbage};
        double upTo = 0;
        for (Fault fault : Fault.values()) {
            upTo += rates[fault.ordinal()];
            if (uniform < upTo) {
                return fault;
            }
        }
        return null;
    }
}
