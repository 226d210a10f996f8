package io.tachograph.client.load;

/**
 * A Poisson process: independent, exponentially distributed gaps, as many independent users make.
 *
 * @param perSecond requests a second, on average
 * @param seed decides the schedule; processes that run side by side need different ones, or they fire in step
 */
public record Poisson(double perSecond, long seed) implements OpenLoop {
    public Poisson {
        RateFormat.check(perSecond);
    }

    @Override
    public String kind() {
        return "poisson";
    }

    @Override
    public String describe() {
        return "poisson " + RateFormat.text(perSecond);
    }

    @Override
    public Schedule schedule() {
        return new RescaledSchedule(Gaps.POISSON.points(seed), perSecond);
    }
}
