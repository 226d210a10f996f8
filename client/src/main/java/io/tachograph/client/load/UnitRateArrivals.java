package io.tachograph.client.load;

/**
 * The points of a process of rate 1. A process of any other rate is these points, each mapped through the inverse of the
 * integral of its rate (time rescaling; D. J. Daley and D. Vere-Jones, "An Introduction to the Theory of Point
 * Processes", section 7.4). Not thread-safe.
 */
@FunctionalInterface
interface UnitRateArrivals {
    /** @return the next point, at least 0 and never less than before */
    double next();

    /** 0, 1, 2, … */
    static UnitRateArrivals equal() {
        return new UnitRateArrivals() {
            private long number;

            @Override
            public double next() {
                return number++;
            }
        };
    }

    /** The sums of gaps, the first after one gap. */
    static UnitRateArrivals of(UnitRateGaps gaps) {
        return new UnitRateArrivals() {
            // Kept apart so that the rounding of a sum does not grow with it: each point is rounded once.
            private long whole;
            private double fraction;

            @Override
            public double next() {
                fraction += gaps.next();
                double floor = Math.floor(fraction);
                whole += (long) floor;
                fraction -= floor;
                return whole + fraction;
            }
        };
    }
}
