package io.tachograph.windows.engine;

import static io.tachograph.windows.engine.EngineSamples.MIDNIGHT_MILLIS;
import static io.tachograph.windows.engine.EngineSamples.at;
import static io.tachograph.windows.engine.EngineSamples.histogram;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.store.Resolution;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.sample.OpenSeries;
import io.tachograph.windows.sample.SampleGrid;
import io.tachograph.windows.sample.SampleWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Windows of an engine against the very events that its counters counted. */
class EngineWindowsTest {
    private static final SampleGrid GRID = SampleGrid.withGap(Duration.ofSeconds(15));
    private static final List<Double> BOUNDS = List.of(0.1, 0.5);

    private OpenSeries<EngineReading, EngineTotals> series = new OpenSeries<>(new EngineKind());

    private void offer(EngineSample... samples) throws Exception {
        for (EngineSample sample : samples) {
            series.offer(EngineReadings.of(sample, 0, 0), GRID, Long.MIN_VALUE);
        }
    }

    private EngineTotals firstTenSeconds() {
        return series.advance(MIDNIGHT_MILLIS + 25_000, GRID).get(0).totals();
    }

    @RepeatedTest(20)
    void randomEngine_thatRestarts_hasEveryCountedEventInOneWindow(RepetitionInfo repetition) throws Exception {
        // Given events of an engine that restarts: from a restart on, what was counted before is gone
        Random random = new Random(repetition.getCurrentRepetition());
        TreeSet<Double> restarts = new TreeSet<>(List.of(90 + random.nextDouble(), 200 + random.nextDouble()));
        TreeMap<Double, Double> events = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            events.put(300 * random.nextDouble(), random.nextDouble());
        }
        // And readings about every 5 s, one long gap, in shuffled order
        List<Double> times = new ArrayList<>();
        for (double time = 1; time < 300; time += 4 + 2 * random.nextDouble()) {
            if (time < 120 || time > 170) {
                times.add(Math.rint(time * 1e3) / 1e3);
            }
        }
        List<EngineSample> samples = new ArrayList<>();
        for (double time : times) {
            Double restart = restarts.lower(time);
            long[] counts = bucketsOf(events, restart == null ? 0 : restart, time);
            samples.add(at("t", time)
                    .setCounters(Map.of("generation_tokens", (double) (counts[0] + counts[1] + counts[2])))
                    .setHistograms(Map.of("ttft", histogram(0, BOUNDS, counts[0], counts[1], counts[2])))
                    .build());
        }
        for (int i = 0; i + 1 < samples.size(); i += 2) {
            offer(samples.get(i + 1), samples.get(i), samples.get(i));
        }
        if (samples.size() % 2 == 1) {
            offer(samples.get(samples.size() - 1));
        }

        // When
        series = BinaryCopies.of(new EngineSeriesFormat(), series);
        List<SampleWindow<EngineTotals>> complete = series.advance(MIDNIGHT_MILLIS + 500_000, GRID);

        // Then each window has the events between the readings before and in it, but what a restart wiped out
        for (Resolution resolution : List.of(Resolution.TEN_SECONDS, Resolution.ONE_MINUTE)) {
            double length = resolution.length().toSeconds();
            TreeMap<Long, long[]> expected = new TreeMap<>();
            for (int i = 1; i < times.size(); i++) {
                Double restart = restarts.lower(times.get(i));
                double since = Math.max(times.get(i - 1), restart == null ? 0 : restart);
                long[] counts = bucketsOf(events, since, times.get(i));
                long start = MIDNIGHT_MILLIS + (long) ((Math.ceil(times.get(i) / length) - 1) * length * 1_000);
                long[] sum = expected.computeIfAbsent(start, key -> new long[3]);
                for (int b = 0; b < 3; b++) {
                    sum[b] += counts[b];
                }
            }
            TreeMap<Long, long[]> counted = new TreeMap<>();
            for (SampleWindow<EngineTotals> window : complete) {
                List<EngineBuckets> ttft = window.totals().histograms().get("ttft");
                if (window.resolution() == resolution && ttft != null) {
                    long[] counts = ttft.get(0).counts();
                    counted.put(window.startMillis(), counts);
                    assertThat(window.totals().increase(EngineCounter.GENERATION_TOKENS))
                            .isEqualTo(counts[0] + counts[1] + counts[2]);
                }
            }
            assertThat(counted).usingRecursiveComparison().isEqualTo(expected);
        }
    }

    private static long[] bucketsOf(NavigableMap<Double, Double> events, double after, double upTo) {
        long[] counts = new long[3];
        events.subMap(after, false, upTo, true)
                .values()
                .forEach(value -> counts[value <= 0.1 ? 0 : value <= 0.5 ? 1 : 2]++);
        return counts;
    }

    @Test
    void firstReading_givesNoIncrease() throws Exception {
        offer(at("t", 5).setCounters(Map.of("prompt_tokens", 1e6)).build());

        assertThat(firstTenSeconds().increase(EngineCounter.PROMPT_TOKENS)).isNull();
    }

    @Test
    void counterThatWentBack_countsFromZero() throws Exception {
        offer(
                at("t", 1).setCounters(Map.of("prompt_tokens", 500.0)).build(),
                at("t", 4).setCounters(Map.of("prompt_tokens", 700.0)).build(),
                at("t", 7).setCounters(Map.of("prompt_tokens", 30.0)).build());

        EngineTotals window = firstTenSeconds();
        assertThat(window.increase(EngineCounter.PROMPT_TOKENS)).isEqualTo(230);
        assertThat(window.increase(EngineCounter.PREEMPTIONS)).isNull();
        assertThat(window.countedSeconds()).isEqualTo(6);
    }

    @Test
    void increaseOverAGap_countsOnceWithTheTimeItTook() throws Exception {
        offer(
                at("t", 1).setCounters(Map.of("prompt_tokens", 0.0)).build(),
                at("t", 65).setCounters(Map.of("prompt_tokens", 640.0)).build());

        SampleWindow<EngineTotals> later = series.advance(MIDNIGHT_MILLIS + 100_000, GRID).stream()
                .filter(window -> window.startMillis() == MIDNIGHT_MILLIS + 60_000
                        && window.resolution() == Resolution.TEN_SECONDS)
                .findFirst()
                .orElseThrow();
        assertThat(later.totals().increase(EngineCounter.PROMPT_TOKENS)).isEqualTo(640);
        assertThat(later.totals().countedSeconds()).isEqualTo(64);
        assertThat(later.totals().coveredSeconds()).as("no line over a minute").isZero();
    }

    @Test
    void readingOnTheBorder_countsItsIncreaseBeforeIt() throws Exception {
        offer(
                at("t", 5).setCounters(Map.of("prompt_tokens", 10.0)).build(),
                at("t", 10).setCounters(Map.of("prompt_tokens", 25.0)).build());

        EngineTotals window = firstTenSeconds();
        assertThat(window.increase(EngineCounter.PROMPT_TOKENS)).isEqualTo(15);
        assertThat(window.samples()).isEqualTo(1);
    }

    @Test
    void histogramThatComesBackWithOtherBounds_isKeptApart() throws Exception {
        offer(
                at("t", 1)
                        .setHistograms(Map.of("ttft", histogram(1, BOUNDS, 3L, 0L, 0L)))
                        .build(),
                at("t", 4)
                        .setHistograms(Map.of("ttft", histogram(2.5, BOUNDS, 4L, 1L, 0L)))
                        .build(),
                at("t", 7)
                        .setHistograms(Map.of("ttft", histogram(9, List.of(1.0), 7L, 2L)))
                        .build());

        List<EngineBuckets> parts = firstTenSeconds().histograms().get("ttft");
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).counts()).containsExactly(1, 1, 0);
        assertThat(parts.get(0).sum()).isEqualTo(1.5);
        assertThat(parts.get(1).counts()).containsExactly(7, 2);
        assertThat(parts.get(1).bounds()).containsExactly(1);
    }
}
