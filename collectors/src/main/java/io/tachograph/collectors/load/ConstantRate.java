package io.tachograph.collectors.load;

/**
 * Arrivals at equal distances, the first at the start. Each instant is computed from its number, so no error adds up.
 *
 * @param perSecond requests a second
 */
public record ConstantRate(double perSecond) implements OpenLoop {
    public ConstantRate {
        Rates.check(perSecond);
    }

    @Override
    public Schedule schedule() {
        return new Schedule() {
            private long number;

            @Override
            public long nextNanos() {
                return (long) (number++ * (1e9 / perSecond));
            }
        };
    }
}
