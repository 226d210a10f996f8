package io.tachograph.client.load;

import static io.tachograph.client.load.GapStatistics.instants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.client.load.Ramp.Shape;
import io.tachograph.client.load.Stages.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChangingRateTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The rate integrated in small steps, which knows nothing of the closed form and its inverse. */
    private static double expected(DoubleUnaryOperator perSecond, double untilSeconds) {
        int steps = 100_000;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            sum += perSecond.applyAsDouble((i + 0.5) * untilSeconds / steps);
        }
        return sum * untilSeconds / steps;
    }

    private static long before(long[] instants, double seconds) {
        return Arrays.stream(instants)
                .filter(instant -> instant < seconds * 1e9)
                .count();
    }

    @Test
    void evenRamps_haveAsManyArrivalsAsTheirRateSays_atEveryMoment() {
        record Case(Ramp ramp, DoubleUnaryOperator perSecond) {}
        for (Case a : List.of(
                new Case(new Ramp(10, 50, MINUTE, Shape.LINEAR, Gaps.CONSTANT, 0), t -> 10 + 40 * t / 60),
                new Case(new Ramp(0, 50, MINUTE, Shape.LINEAR, Gaps.CONSTANT, 0), t -> 50 * t / 60),
                new Case(new Ramp(50, 5, MINUTE, Shape.LINEAR, Gaps.CONSTANT, 0), t -> 50 - 45 * t / 60),
                new Case(new Ramp(20, 20, MINUTE, Shape.LINEAR, Gaps.CONSTANT, 0), t -> 20),
                new Case(new Ramp(20, 20, MINUTE, Shape.EXPONENTIAL, Gaps.CONSTANT, 0), t -> 20),
                new Case(new Ramp(1, 80, MINUTE, Shape.EXPONENTIAL, Gaps.CONSTANT, 0), t -> Math.pow(80, t / 60)),
                new Case(
                        new Ramp(80, 1, MINUTE, Shape.EXPONENTIAL, Gaps.CONSTANT, 0), t -> Math.pow(80, 1 - t / 60)))) {
            long[] instants = instants(a.ramp(), 10_000);
            assertThat(instants).isSorted();
            for (double until : new double[] {1, 7.7, 31, 59.9}) {
                assertThat((double) before(instants, until))
                        .as("%s until %s s", a.ramp().describe(), until)
                        .isCloseTo(expected(a.perSecond(), until), within(1.0));
            }
            // And from the end on it stays as it is
            assertThat((double) before(instants, 80) - before(instants, 60))
                    .isCloseTo(20 * a.ramp().toPerSecond(), within(1.0));
        }
    }

    @Test
    void rampDownToNothing_ends() {
        long[] instants = instants(new Ramp(10, 0, MINUTE, Shape.LINEAR, Gaps.CONSTANT, 0), 10_000);

        assertThat(instants).hasSize(300).isSorted();
        assertThat(instants[299]).isLessThan(60_000_000_000L);
    }

    @Test
    void randomRamps_rescaledBackAreUnitPoisson() {
        // Given arrivals of a rate that changes a hundredfold
        long[] linear = instants(new Ramp(10, 1000, MINUTE, Shape.LINEAR, Gaps.POISSON, 4), 25_000);
        long[] exponential = instants(new Ramp(10, 1000, MINUTE, Shape.EXPONENTIAL, Gaps.POISSON, 5), 12_000);

        // Then on the clock of their own expected numbers they are Poisson (time rescaling theorem)
        assertThat(unitObjections(linear, s -> 10 * s + 990 * s * s / 120)).isEmpty();
        assertThat(unitObjections(exponential, s -> 10 * 60 / Math.log(100) * (Math.pow(100, s / 60) - 1)))
                .isEmpty();
        // And on another ramp's clock they are not
        assertThat(unitObjections(linear, s -> 10 * s + 900 * s * s / 120)).isNotEmpty();
    }

    private static List<String> unitObjections(long[] instants, DoubleUnaryOperator expectedAt) {
        long[] rescaled = LongStream.of(instants)
                .map(nanos -> Math.round(expectedAt.applyAsDouble(nanos / 1e9) * 1e9))
                .toArray();
        return RenewalCheck.poisson(1).objections(rescaled);
    }

    @Test
    void evenStages_keepTheirRatesAndEnd() {
        Stages stages = new Stages(
                List.of(
                        new Stage(10, Duration.ofSeconds(3)),
                        new Stage(0, Duration.ofSeconds(2)),
                        new Stage(2.5, Duration.ofSeconds(2))),
                Gaps.CONSTANT,
                0);

        // 30 in the first stage, none in the pause, the 31st right after it
        long[] expected = LongStream.concat(
                        LongStream.range(0, 30).map(i -> i * 100_000_000L),
                        LongStream.range(0, 5).map(i -> 5_000_000_000L + i * 400_000_000L))
                .toArray();
        assertThat(instants(stages, 100)).isEqualTo(expected);
        OpenLoop.Schedule schedule = stages.schedule();
        LongStream.range(0, 35).forEach(i -> schedule.nextNanos());
        assertThat(schedule.nextNanos()).isEqualTo(OpenLoop.Schedule.NONE);
        assertThat(schedule.nextNanos()).isEqualTo(OpenLoop.Schedule.NONE);
        assertThat(stages.duration()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void gapOverABorder_isRescaledFromThereOn() {
        // Given a rate at which 1.5 arrivals come in the first stage
        Stages stages = new Stages(
                List.of(new Stage(1, Duration.ofMillis(1500)), new Stage(10, Duration.ofSeconds(1))), Gaps.CONSTANT, 0);

        // Then half a gap is left, of a tenth of the length
        assertThat(instants(stages, 4)).containsExactly(0, 1_000_000_000, 1_550_000_000, 1_650_000_000);
    }

    @Test
    void manyShortStagesOfOneRate_areThatRate() {
        // Given random arrivals in 20,000 stages far shorter than a gap: every new beginning would show
        long[] found = instants(
                new Stages(Collections.nCopies(20_000, new Stage(50, Duration.ofMillis(7))), Gaps.POISSON, 8), 10_000);
        long[] expected = instants(new Poisson(50, 8), found.length);

        assertThat(found).hasSizeGreaterThan(6_000);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1L));
        }
    }

    @Test
    void randomStages_countWhatTheirRatesSay() {
        Stages stages = new Stages(
                List.of(new Stage(100, MINUTE), new Stage(0, MINUTE), new Stage(1000, MINUTE)), Gaps.POISSON, 6);

        long[] instants = instants(stages, 100_000);

        assertThat((double) before(instants, 60)).isCloseTo(6_000, within(5 * Math.sqrt(6_000)));
        assertThat(before(instants, 120)).isEqualTo(before(instants, 60));
        assertThat((double) instants.length - before(instants, 120)).isCloseTo(60_000, within(5 * Math.sqrt(60_000)));
        assertThat(instants[instants.length - 1]).isLessThan(180_000_000_000L);
    }

    @Test
    void whatCannotBe_isRefusedInASentence() {
        assertThatThrownBy(() -> new Ramp(0, 0, MINUTE, Shape.LINEAR, Gaps.POISSON, 1))
                .hasMessageContaining("no arrivals");
        assertThatThrownBy(() -> new Ramp(0, 5, MINUTE, Shape.EXPONENTIAL, Gaps.POISSON, 1))
                .hasMessageContaining("exponential ramp");
        assertThatThrownBy(() -> new Ramp(1, 5, Duration.ZERO, Shape.LINEAR, Gaps.POISSON, 1))
                .hasMessageContaining("duration of the ramp is PT0S");
        assertThatThrownBy(() -> new Stages(List.of(), Gaps.POISSON, 1)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Stages(List.of(new Stage(0, MINUTE)), Gaps.POISSON, 1))
                .hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Stage(-1, MINUTE)).hasMessageContaining("rate is -1.0");
    }
}
