package io.tachograph.windows.ranking;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the published interval holds the true statistic of the process that the traffic is drawn from: nominally 95
 * times of 100. {@code docs/rankings.md} states what {@code -Dtachograph.coverage=true} measured over twenty times as
 * many simulations, and wrote to {@code target/coverage.txt}; the bands here leave three standard errors of the short form around that.
 */
class CoverageTest {
    private static final boolean LONG_FORM = Boolean.getBoolean("tachograph.coverage");
    private static final int SIMULATIONS = LONG_FORM ? 2_000 : 100;
    private static final Series MODEL = new Series("", "", "", "m", "", "", "probe", "short", true);

    @ParameterizedTest(name = "{0} blocks of {1} min, persistence {3}")
    @CsvSource({
        // Blocks, their minutes, requests in each, persistence and deviation of levels; least coverage, p50 and p95.
        "60, 1, 30, 0, 0, 95, 91",
        "144, 10, 120, 0, 0, 95, 95",
        "168, 60, 120, 0, 0, 95, 95",
        "60, 1, 30, 0.9, 0.25, 77, 71",
        "144, 10, 120, 0.9, 0.25, 85, 82",
        "168, 60, 120, 0.9, 0.25, 85, 82",
        "144, 10, 120, 0.6, 0.25, 87, 85",
    })
    void interval_holdsTheTruthAboutAsOftenAsStated(
            int blocks,
            int minutes,
            int requests,
            double persistence,
            double drift,
            double leastOfMedian,
            double leastOfP95)
            throws IOException {
        // Given
        Duration block = Duration.ofMinutes(minutes);
        RankingWindow window = new RankingWindow(block.multipliedBy(blocks), block, block);
        long end = window.length().toMillis() * 100;
        double deviation = Math.hypot(Traffic.SPREAD, drift);
        double[] truth = {Traffic.MEDIAN, Traffic.MEDIAN * Math.exp(1.6448536269514722 * deviation)};
        int[] held = new int[2];
        double[] width = new double[2];
        SplittableRandom seeds = new SplittableRandom(20_261_121);

        // When
        for (int i = 0; i < SIMULATIONS; i++) {
            var traffic = new Traffic(seeds.nextLong(), block, requests).drifting(persistence, drift);
            var blocksInWindow = traffic.blocks(end - window.length().toMillis(), blocks);
            for (RankingEstimate estimate :
                    WindowEstimates.of(MODEL, window, end, blocksInWindow).estimates()) {
                int statistic = estimate.subject().statistic().ordinal();
                if (estimate.subject().metric() == RankingMetric.TTFT && estimate.interval() != null) {
                    double low = estimate.interval().low();
                    double high = estimate.interval().high();
                    held[statistic] += low <= truth[statistic] && truth[statistic] <= high ? 1 : 0;
                    width[statistic] += (high - low) / truth[statistic] / SIMULATIONS;
                }
            }
        }

        // Then
        String reached = String.format(
                Locale.ROOT,
                "%d blocks of %d min, %d requests each, persistence %.1f: p50 %.1f %% (width %.1f %%), p95 %.1f %% (%.1f %%)%n",
                blocks,
                minutes,
                requests,
                persistence,
                100.0 * held[0] / SIMULATIONS,
                100 * width[0],
                100.0 * held[1] / SIMULATIONS,
                100 * width[1]);
        if (LONG_FORM) {
            Files.writeString(Path.of("target", "coverage.txt"), reached, CREATE, APPEND);
        }
        assertThat(100.0 * held[0] / SIMULATIONS).as(reached).isGreaterThanOrEqualTo(leastOfMedian);
        assertThat(100.0 * held[1] / SIMULATIONS).as(reached).isGreaterThanOrEqualTo(leastOfP95);
    }
}
