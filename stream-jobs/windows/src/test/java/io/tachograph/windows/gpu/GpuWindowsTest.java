package io.tachograph.windows.gpu;

import static io.tachograph.windows.gpu.GpuSamples.MIDNIGHT_MILLIS;
import static io.tachograph.windows.gpu.GpuSamples.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.store.Resolution;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.sample.OpenSeries;
import io.tachograph.windows.sample.OpenSeries.Offer;
import io.tachograph.windows.sample.SampleGrid;
import io.tachograph.windows.sample.SampleWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Windows of a GPU against an integration in steps of a millisecond that knows no windows. */
class GpuWindowsTest {
    private static final SampleGrid GRID = SampleGrid.withGap(Duration.ofSeconds(3));
    private static final long NO_CLOCK = Long.MIN_VALUE;

    private OpenSeries<GpuReading, GpuTotals> series = new OpenSeries<>(new GpuKind());

    private List<SampleWindow<GpuTotals>> advance(long seconds) {
        return series.advance(MIDNIGHT_MILLIS + seconds * 1_000, GRID);
    }

    private void offer(GpuReading... readings) {
        for (GpuReading reading : readings) {
            assertThat(series.offer(reading, GRID, NO_CLOCK)).isEqualTo(Offer.TAKEN);
        }
    }

    @RepeatedTest(20)
    void randomSeries_withGapsResetsAndDisorder_integratesLikeMillisecondSteps(RepetitionInfo repetition)
            throws Exception {
        // Given two minutes of readings, shuffled within two seconds, some twice, some without counter or power
        Random random = new Random(repetition.getCurrentRepetition());
        List<GpuReading> inOrder = randomReadings(random);
        List<GpuReading> arriving = new ArrayList<>(inOrder);
        for (int i = 0; i + 3 < arriving.size(); i += 3) {
            Collections.shuffle(arriving.subList(i, i + 3), random);
        }

        // When they arrive while the clock follows, with a checkpoint now and then
        List<SampleWindow<GpuTotals>> emitted = new ArrayList<>();
        long newest = 0;
        for (GpuReading reading : arriving) {
            assertThat(series.offer(reading, GRID, NO_CLOCK)).isEqualTo(Offer.TAKEN);
            if (random.nextInt(4) == 0) {
                assertThat(series.offer(reading, GRID, NO_CLOCK)).isEqualTo(Offer.DUPLICATE);
            }
            newest = Math.max(newest, reading.atMicros() / 1_000);
            runTo(newest - 10_000, emitted);
            if (random.nextInt(10) == 0) {
                series = BinaryCopies.of(new GpuSeriesFormat(), series);
            }
        }
        runTo(newest + 300_000, emitted);

        // Then
        List<SampleWindow<GpuTotals>> complete =
                emitted.stream().filter(SampleWindow::complete).toList();
        assertThat(complete).hasSizeGreaterThan(10);
        assertThat(complete)
                .extracting(window -> window.resolution() + "@" + window.startMillis())
                .doesNotHaveDuplicates();
        for (SampleWindow<GpuTotals> window : complete) {
            compare(window, inOrder);
        }
        assertThat(complete.stream()
                        .filter(window -> window.resolution() == Resolution.TEN_SECONDS)
                        .mapToLong(window -> window.totals().samples())
                        .sum())
                .isEqualTo(inOrder.size());
    }

    private void runTo(long millis, List<SampleWindow<GpuTotals>> emitted) {
        for (long next = series.nextMillis(GRID);
                next <= millis && !series.forgettable();
                next = series.nextMillis(GRID)) {
            emitted.addAll(series.advance(next, GRID));
        }
    }

    private static List<GpuReading> randomReadings(Random random) {
        List<GpuReading> readings = new ArrayList<>();
        double at = 0.001 * random.nextInt(1_000);
        long millijoules = 5_000_000;
        while (at < 130) {
            double watts = 60 + random.nextInt(640);
            millijoules += random.nextInt(700_000);
            if (random.nextInt(30) == 0) {
                millijoules = random.nextInt(1_000);
            }
            readings.add(
                    reading(at, random.nextInt(12) == 0 ? null : watts, random.nextInt(12) == 0 ? null : millijoules));
            at += 0.001 * (random.nextInt(15) == 0 ? 2_990 + random.nextInt(4_000) : 500 + random.nextInt(1_000));
        }
        return readings;
    }

    private static void compare(SampleWindow<GpuTotals> window, List<GpuReading> readings) {
        long end = window.startMillis() + window.resolution().length().toMillis();
        double covered = 0;
        double energy = 0;
        double energySeconds = 0;
        double power = 0;
        double powerSeconds = 0;
        for (int i = 1; i < readings.size(); i++) {
            GpuReading a = readings.get(i - 1);
            GpuReading b = readings.get(i);
            long from = a.atMicros() / 1_000;
            long to = b.atMicros() / 1_000;
            if (to - from > 3_000) {
                continue;
            }
            double watts = a.gauge(GpuGauge.POWER);
            double slope = (b.gauge(GpuGauge.POWER) - watts) / (to - from);
            boolean counted = a.energyMillijoules() >= 0 && b.energyMillijoules() >= 0;
            double used = b.energyMillijoules() < a.energyMillijoules()
                    ? b.energyMillijoules()
                    : b.energyMillijoules() - a.energyMillijoules();
            for (long ms = Math.max(from, window.startMillis()); ms < Math.min(to, end); ms++) {
                covered += 0.001;
                double middle = watts + slope * (ms - from + 0.5);
                if (!Double.isNaN(middle)) {
                    power += middle * 0.001;
                    powerSeconds += 0.001;
                }
                if (counted || !Double.isNaN(middle)) {
                    energySeconds += 0.001;
                    energy += counted ? used / 1_000 / (to - from) : middle * 0.001;
                }
            }
        }
        GpuTotals totals = window.totals();
        assertThat(totals.coveredSeconds()).isCloseTo(covered, within(1e-6));
        assertThat(totals.energySeconds()).isCloseTo(energySeconds, within(1e-6));
        if (energySeconds > 0) {
            assertThat(Objects.requireNonNull(totals.energyJoules())).isCloseTo(energy, within(1e-3));
        } else {
            assertThat(totals.energyJoules()).isNull();
        }
        if (powerSeconds > 0) {
            Double mean = totals.of(GpuGauge.POWER).mean();
            assertThat(Objects.requireNonNull(mean)).isCloseTo(power / powerSeconds, within(1e-6));
            assertThat(totals.of(GpuGauge.POWER).max()).isGreaterThanOrEqualTo(mean - 1e-9);
        }
    }

    @Test
    void constantPower_withACounterInStep_isItsWattsTimesItsSeconds() {
        for (int second = 0; second <= 14; second++) {
            offer(reading(second, 300.0, 1_000_000L + 300_000L * second));
        }
        GpuTotals window = advance(13).get(0).totals();

        assertThat(window.energyJoules()).isEqualTo(3_000, within(1e-9));
        assertThat(window.energySource()).isEqualTo("counter");
        assertThat(window.coveredSeconds()).isEqualTo(10);
        assertThat(window.samples()).isEqualTo(10);
        assertThat(window.of(GpuGauge.POWER).mean()).isEqualTo(300, within(1e-9));
        assertThat(window.of(GpuGauge.TEMPERATURE).mean()).isNull();
    }

    @Test
    void counterThatWentBack_countsFromZero() {
        offer(reading(0, null, 9_000_000L), reading(1, null, 9_100_000L), reading(2, null, 40_000L));

        assertThat(advance(13).get(0).totals().energyJoules()).isEqualTo(140, within(1e-9));
    }

    @Test
    void gapOfMoreThanThreeSeconds_leavesNothingKnownBetween() {
        offer(reading(0, 100.0, 0L), reading(3, 100.0, 300_000L), reading(6.001, 900.0, 9_000_000L));

        GpuTotals window = advance(13).get(0).totals();
        assertThat(window.coveredSeconds()).isEqualTo(3);
        assertThat(window.energyJoules()).isEqualTo(300, within(1e-9));
        assertThat(window.of(GpuGauge.POWER).mean()).isEqualTo(100, within(1e-9));
        assertThat(window.of(GpuGauge.POWER).max()).isEqualTo(900);
    }

    @Test
    void window_isEmittedAtItsEndAndCompleteWhenTheLineOverItsBorderIsKnown() {
        offer(reading(8, 100.0, null), reading(11, 100.0, null));

        SampleWindow<GpuTotals> early = advance(10).get(0);
        assertThat(early.complete()).isFalse();
        assertThat(early.totals().coveredSeconds()).isZero();

        SampleWindow<GpuTotals> complete = advance(13).get(0);
        assertThat(complete.complete()).isTrue();
        assertThat(complete.revision()).isEqualTo(1);
        assertThat(complete.totals().coveredSeconds()).isEqualTo(2);
        assertThat(complete.totals().samples()).isEqualTo(1);
    }

    @Test
    void readingOfACompleteWindow_isLate() {
        offer(reading(1, 100.0, null));
        advance(13);

        assertThat(series.offer(reading(2, 100.0, null), GRID, NO_CLOCK)).isEqualTo(Offer.LATE);
        assertThat(new OpenSeries<>(new GpuKind()).offer(reading(2, 100.0, null), GRID, MIDNIGHT_MILLIS + 13_000))
                .isEqualTo(Offer.LATE);
    }

    @Test
    void floodOfReadings_isRefusedBeyondABoundAndOfItsTenSecondsOnly() {
        for (int i = 0; i < OpenSeries.MOST_WAITING; i++) {
            offer(reading(i / 1e4, 100.0, null));
        }
        assertThat(series.offer(reading(5, 100.0, null), GRID, NO_CLOCK)).isEqualTo(Offer.TOO_MANY);
        offer(reading(10, 100.0, null));
    }

    @Test
    void readingsOfAnHourWhileTheClockStands_allWaitAndCount() {
        for (int second = 0; second < 3_600; second++) {
            offer(reading(second, 100.0, null));
        }
        List<SampleWindow<GpuTotals>> emitted = new ArrayList<>();
        runTo(MIDNIGHT_MILLIS + 3_700_000, emitted);

        assertThat(emitted.stream()
                        .filter(window -> window.complete() && window.resolution() == Resolution.ONE_MINUTE)
                        .mapToLong(window -> window.totals().samples())
                        .sum())
                .isEqualTo(3_600);
    }

    @Test
    void silentSeries_isForgottenAfterADay() {
        offer(reading(1, 100.0, null));
        advance(63);
        assertThat(series.nextMillis(GRID)).isEqualTo(MIDNIGHT_MILLIS + 1_000 + 86_400_000);
        advance(86_400);
        assertThat(series.forgettable()).isFalse();
        advance(86_401);
        assertThat(series.forgettable()).isTrue();
    }

    @Test
    void readingAfterADayOfSilence_countsNothingOfTheTimeBetweenWheneverItArrives() {
        offer(reading(1, null, 1_000_000L));
        advance(63);
        offer(reading(90_001, null, 9_000_000L), reading(90_002, null, 9_100_000L));

        // When the clock passes the time to forget at, or jumps over it
        OpenSeries<GpuReading, GpuTotals> jumped = new GpuSeriesFormat().copy(series);
        advance(86_401);
        List<SampleWindow<GpuTotals>> windows = new ArrayList<>(advance(90_063));
        windows.addAll(jumped.advance(MIDNIGHT_MILLIS + 90_063_000, GRID));

        // Then
        assertThat(windows).hasSize(4).allSatisfy(window -> {
            assertThat(window.series()).isNotEmpty();
            assertThat(window.totals().energyJoules()).isEqualTo(100, within(1e-9));
        });
    }
}
