package io.tachograph.client.load;

/** How arrivals lie around a rate that changes. */
public enum Gaps {
    /** At random and independent of each other, as the requests of many users. */
    POISSON,
    /** Evenly: as many as the rate says, up to one. The seed does not matter. */
    CONSTANT;

    UnitRateArrivals points(long seed) {
        return this == CONSTANT
                ? UnitRateArrivals.equal()
                : UnitRateArrivals.of(UnitRateGaps.exponential(RandomStreams.ARRIVALS.random(seed)));
    }

    /** In words, at the end of a description. */
    String words() {
        return this == CONSTANT ? "constant gaps" : "poisson gaps";
    }
}
