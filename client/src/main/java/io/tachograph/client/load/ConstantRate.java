package io.tachograph.client.load;

/**
 * Arrivals at equal distances, the first at the start. Each instant is computed from its number, so no error adds up.
 *
 * @param perSecond requests a second
 */
public record ConstantRate(double perSecond) implements OpenLoop {
    public ConstantRate {
        RateFormat.check(perSecond);
    }

    @Override
    public String kind() {
        return "constant";
    }

    @Override
    public String describe() {
        return "constant " + RateFormat.text(perSecond);
    }

    @Override
    public Schedule schedule() {
        return new RescaledSchedule(UnitRateArrivals.equal(), perSecond);
    }
}
