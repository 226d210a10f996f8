package io.tachograph.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The rate found by twenty searches each, against the known capacity of a queue in virtual time and against the highest
 * rate with which a run of half a million requests meets the SLO. The figures that these seeds give are in
 * docs/compare-and-sweep.md.
 */
class SearchAccuracyTest {
    private static final int SEEDS = 20;
    private static final double WANTED = SweepSettings.ATTAINMENT;

    @Test
    void evenArrivals_findsCapacity() throws Exception {
        QueueingServer server = new QueueingServer(10, 0.1, 0, false);
        Found found = search(server, "ttft", 1, defaults(server));

        assertThat(found.within(server.capacity())).as(found.toString()).isGreaterThanOrEqualTo(19);
    }

    @Test
    void randomArrivalsAndLengths_findsCapacity() throws Exception {
        QueueingServer server = new QueueingServer(10, 0.1, 0.3, true);
        Found found = search(server, "ttft", 1, defaults(server));

        assertThat(found.within(server.capacity())).as(found.toString()).isGreaterThanOrEqualTo(19);
        assertThat(found.within(truth(server, "ttft", 1))).as(found.toString()).isGreaterThanOrEqualTo(19);
    }

    @Test
    void thresholdFarAboveAnyWait_stillFindsCapacity() throws Exception {
        QueueingServer server = new QueueingServer(10, 0.1, 0.3, true);
        Found found = search(server, "ttft", 1_000, defaults(server));

        assertThat(found.within(server.capacity())).as(found.toString()).isGreaterThanOrEqualTo(19);
    }

    @Test
    void longAnswers_findsTheRate() throws Exception {
        QueueingServer server = new QueueingServer(64, 2, 0.5, true);
        Found found = search(server, "ttft", 2, defaults(server));

        assertThat(found.within(truth(server, "ttft", 2))).as(found.toString()).isGreaterThanOrEqualTo(19);
    }

    @Test
    void sloBindsFarBelowCapacity_findsTheRateWhenGivenTime() throws Exception {
        QueueingServer server = new QueueingServer(10, 0.1, 0.3, true);
        double truth = truth(server, "ttft", 0.05);
        Found hasty = search(server, "ttft", 0.05, defaults(server));
        Found patient = search(server, "ttft", 0.05, limited(defaults(server), Duration.ofMinutes(16), 0));

        assertThat(truth).isLessThan(0.8 * server.capacity());
        assertThat(hasty.rates).as(hasty.toString()).allMatch(rate -> rate > 0.9 * truth && rate < 1.05 * truth);
        assertThat(patient.within(truth)).as(truth + " " + patient).isGreaterThanOrEqualTo(19);
    }

    /** At 13 requests a second four minutes hold too few to tell, so trials there are longer. */
    @Test
    void lowRate_findsItAllTheSame() throws Exception {
        QueueingServer server = new QueueingServer(4, 0.2, 0.5, true);
        double truth = truth(server, "e2e", 0.5);
        Found hasty = search(server, "e2e", 0.5, limited(defaults(server), SweepSettings.LONGEST, 0));
        Found found = search(server, "e2e", 0.5, defaults(server));

        assertThat(hasty.rates).as(truth + " " + hasty).allMatch(rate -> rate > 0.75 * truth && rate < 1.05 * truth);
        assertThat(found.within(truth)).as(truth + " " + found).isGreaterThanOrEqualTo(19);
    }

    private static SweepSettings defaults(QueueingServer server) {
        return SweepSettings.between(server.capacity() / 7, server.capacity() * 10);
    }

    /** With trials of this length and as long as so many requests take. */
    private static SweepSettings limited(SweepSettings s, Duration longest, long requests) {
        return new SweepSettings(
                s.startRate(),
                s.minRate(),
                s.maxRate(),
                s.attainment(),
                s.confidence(),
                s.precision(),
                s.trial(),
                longest,
                requests,
                longest,
                s.pause());
    }

    /** By halving, with half a million requests each. */
    private static double truth(QueueingServer server, String metric, double threshold) {
        double low = server.capacity() / 20;
        double high = server.capacity();
        for (int i = 0; i < 9; i++) {
            double rate = (low + high) / 2;
            if (server.attainment(rate, metric, threshold, 500_000) >= WANTED) {
                low = rate;
            } else {
                high = rate;
            }
        }
        return low;
    }

    private static Found search(QueueingServer server, String metric, double threshold, SweepSettings settings)
            throws Exception {
        List<Double> rates = new ArrayList<>();
        double seconds = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Trial trial = (rate, atLeast) -> server.run(rate, atLeast, metric, threshold, random);
            SweepResult result = new Sweep(trial, length -> {}, made -> {}).search(settings);
            rates.add(result.found() == null ? 0 : result.found());
            for (SweepTrial made : result.trials()) {
                seconds += made.result().measuredSeconds() / SEEDS;
            }
        }
        return new Found(rates, seconds);
    }

    private record Found(List<Double> rates, double seconds) {
        long within(double truth) {
            return rates.stream()
                    .filter(rate -> Math.abs(rate / truth - 1) < 0.05)
                    .count();
        }
    }
}
