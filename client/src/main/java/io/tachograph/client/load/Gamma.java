package io.tachograph.client.load;

/**
 * Independent, gamma-distributed gaps: a Poisson process made burstier or more even, as {@code vllm bench serve
 * --burstiness} does it. The gaps' coefficient of variation is {@code 1/sqrt(burstiness)}.
 *
 * @param perSecond requests a second, on average
 * @param burstiness shape of the distribution, from 0.001 to 1e9: 1 is Poisson, below 1 arrivals come in bursts, and
 *     the larger it is the more even they are
 * @param seed decides the schedule; processes that run side by side need different ones, or they fire in step
 */
public record Gamma(double perSecond, double burstiness, long seed) implements OpenLoop {
    public Gamma {
        RateFormat.check(perSecond);
        if (!(burstiness >= 0.001 && burstiness <= 1e9)) {
            throw new IllegalArgumentException("burstiness is " + burstiness
                    + ", but must be at least 0.001 and at most 1e9; for equal gaps take a constant rate");
        }
    }

    @Override
    public String kind() {
        return "gamma";
    }

    @Override
    public String describe() {
        return "gamma " + RateFormat.text(perSecond) + ", burstiness " + RateFormat.number(burstiness);
    }

    @Override
    public Schedule schedule() {
        return new RescaledSchedule(
                UnitRateArrivals.of(new GammaGaps(burstiness, RandomStreams.ARRIVALS.random(seed))), perSecond);
    }
}
