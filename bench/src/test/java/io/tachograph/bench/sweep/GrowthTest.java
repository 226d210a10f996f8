package io.tachograph.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.bench.compare.SimulatedRun;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** How often a trial from idle shows growth, and its absence, near the capacity of a queue. */
class GrowthTest {
    private static final QueueingServer SERVER = new QueueingServer(10, 0.1, 0.3, true);
    private static final double TOLERANCE = SweepSettings.PRECISION;
    private static final int TRIALS = 100;

    @Test
    void tenPercentBelowCapacity_doesNotGrow() {
        assertThat(count(0.9, 60, growth -> growth.above(TOLERANCE))).isZero();
        assertThat(count(0.9, 60, growth -> growth.below(TOLERANCE))).isGreaterThanOrEqualTo(95);
    }

    @Test
    void slightOverload_isSeldomTakenForNone() {
        assertThat(count(1.03, 30, growth -> growth.below(TOLERANCE))).isLessThanOrEqualTo(8);
        assertThat(count(1.05, 60, growth -> growth.below(TOLERANCE))).isLessThanOrEqualTo(2);
    }

    @Test
    void overload_isShownInTime() {
        assertThat(count(1.05, 120, growth -> growth.above(TOLERANCE))).isGreaterThanOrEqualTo(95);
        assertThat(count(1.1, 30, growth -> growth.above(TOLERANCE))).isGreaterThanOrEqualTo(90);
    }

    @Test
    void requestsThatTakeAQuarterOfTheTrial_tellNothing() {
        QueueingServer slow = new QueueingServer(1_000, 20, 0, false);

        assertThat(Growth.of(slow.run(10, Duration.ofSeconds(60), "ttft", 100, new Random(1))))
                .isNull();
    }

    @Test
    void arrivalsThatWereNeverSent_pileUpNowhere() {
        // Twenty a second arrive, ten of them over the limit, and a constant ten are in flight.
        SimulatedRun run = new SimulatedRun("limited", 0, 40);
        for (int i = 0; i < 400; i++) {
            run.request(i / 10.0, 0, 0.1, 1, true);
        }
        for (int s = 0; s < 40; s++) {
            run.overLimit(s, 10);
        }

        Growth growth = Objects.requireNonNull(Growth.of(run.result()));

        assertThat(growth.above(TOLERANCE)).isFalse();
        assertThat(growth.share()).isCloseTo(0, within(0.01));
    }

    private static long count(double load, int seconds, Predicate<Growth> shown) {
        long count = 0;
        for (int seed = 0; seed < TRIALS; seed++) {
            var run =
                    SERVER.run(load * SERVER.capacity(), Duration.ofSeconds(seconds), "ttft", 1_000, new Random(seed));
            count += shown.test(Objects.requireNonNull(Growth.of(run))) ? 1 : 0;
        }
        return count;
    }
}
