package io.tachograph.windows.gpu;

import static io.tachograph.windows.gpu.GpuSamples.MIDNIGHT_MILLIS;
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
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two sources of one GPU, whose readings of its counter are of different moments. */
class GpuSourcesTest {
    private static final SampleGrid GRID = SampleGrid.withGap(Duration.ofSeconds(3));
    private static final double WATTS = 400;
    /** How old what the exporter tells is. */
    private static final double BEHIND_SECONDS = 0.7;

    private OpenSeries<GpuReading, GpuTotals> series = new OpenSeries<>(new GpuKind());

    private static GpuReading reading(String source, double seconds, double countedSeconds) {
        try {
            return GpuReadings.of(
                    GpuSamples.at("GPU-1", seconds)
                            .setSource(source)
                            .setDriverVersion(source.equals("nvml") ? "580.1" : "")
                            .setPowerWatts(WATTS)
                            .setEnergyMillijoules(10_000_000 + Math.round(countedSeconds * WATTS * 1_000))
                            .build(),
                    0,
                    0);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static GpuReading nvml(double seconds) {
        return reading("nvml", seconds, seconds);
    }

    private static GpuReading dcgm(double seconds) {
        return reading("dcgm", seconds, seconds - BEHIND_SECONDS);
    }

    /** The windows of ten seconds that are complete at a time. */
    private List<GpuTotals> windows(long seconds) {
        List<SampleWindow<GpuTotals>> due = new ArrayList<>();
        for (long at = 10; at <= seconds; at++) {
            due.addAll(series.advance(MIDNIGHT_MILLIS + at * 1_000, GRID));
        }
        return due.stream()
                .filter(window -> window.complete() && window.resolution() == Resolution.TEN_SECONDS)
                .map(SampleWindow::totals)
                .toList();
    }

    private void offer(List<GpuReading> readings) throws Exception {
        List<GpuReading> arriving = new ArrayList<>(readings);
        Collections.shuffle(arriving, new Random(4));
        for (GpuReading reading : arriving) {
            assertThat(series.offer(reading, GRID, Long.MIN_VALUE)).isEqualTo(Offer.TAKEN);
            series = BinaryCopies.of(new GpuSeriesFormat(), series);
        }
    }

    @Test
    void energyIsThatOfOneSource_andTheOthersReadingsAreCountedApart() throws Exception {
        List<GpuReading> readings = new ArrayList<>();
        for (int second = 0; second <= 34; second++) {
            readings.add(nvml(second));
            readings.add(dcgm(second + 0.4));
        }
        offer(readings);

        List<GpuTotals> windows = windows(34);
        assertThat(windows).hasSize(3).allSatisfy(window -> {
            assertThat(window.energyJoules()).isCloseTo(10 * WATTS, within(1e-6));
            assertThat(window.energySource()).isEqualTo("counter");
            assertThat(window.samples()).isEqualTo(10);
            assertThat(window.otherSamples()).isEqualTo(10);
            assertThat(window.source()).isEqualTo("nvml");
            assertThat(window.driverVersion()).isEqualTo("580.1");
        });
    }

    @Test
    void sourceThatFallsSilent_isFollowedByTheOther_withoutACounterBetweenThem() throws Exception {
        List<GpuReading> readings = new ArrayList<>();
        for (int second = 0; second <= 34; second++) {
            if (second <= 12) {
                readings.add(nvml(second));
            }
            readings.add(dcgm(second + 0.4));
        }
        offer(readings);

        List<GpuTotals> windows = windows(34);
        // Nothing counts from 12 s to 15.4 s; no counter is held against that of another source.
        assertThat(windows.get(1).coveredSeconds()).isCloseTo(2 + 4.6, within(1e-9));
        assertThat(windows.get(1).energyJoules()).isCloseTo(6.6 * WATTS, within(1e-6));
        assertThat(windows.get(1).source()).isEqualTo("dcgm");
        assertThat(windows.get(1).otherSamples()).isEqualTo(3 + 2);
        assertThat(windows.get(2).energyJoules()).isCloseTo(10 * WATTS, within(1e-6));
    }
}
