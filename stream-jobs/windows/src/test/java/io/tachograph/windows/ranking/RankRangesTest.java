package io.tachograph.windows.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.RankingRow;
import io.tachograph.windows.interval.Interval;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankRangesTest {
    @Test
    void overlappingIntervals_shareRanksAndTieGroups() {
        Map<String, RankingRow.Place> places = RankRanges.of(
                Map.of(
                        "fast", new Interval(0.10, 0.12),
                        "near", new Interval(0.13, 0.20),
                        "wide", new Interval(0.15, 0.40),
                        "chained", new Interval(0.30, 0.50),
                        "slow", new Interval(0.60, 0.70)),
                false);

        assertThat(places)
                .isEqualTo(Map.of(
                        "fast", new RankingRow.Place(1, 1, 1, 1),
                        "near", new RankingRow.Place(2, 2, 3, 2),
                        "wide", new RankingRow.Place(2, 2, 4, 2),
                        "chained", new RankingRow.Place(3, 3, 4, 2),
                        "slow", new RankingRow.Place(5, 5, 5, 3)));
    }

    @Test
    void randomIntervals_areRankedAsTheDefinitionSaysPairByPair() {
        Random random = new Random(4);
        for (int trial = 0; trial < 100; trial++) {
            Map<String, Interval> intervals = new HashMap<>();
            Map<String, Interval> mirrored = new HashMap<>();
            for (int model = 0; model < 12; model++) {
                double low = random.nextDouble();
                double high = low + 0.3 * random.nextDouble();
                intervals.put("m" + model, new Interval(low, high));
                mirrored.put("m" + model, new Interval(-high, -low));
            }

            Map<String, RankingRow.Place> places = RankRanges.of(intervals, false);

            assertThat(RankRanges.of(mirrored, true)).isEqualTo(places);
            intervals.forEach((model, own) -> {
                long better = intervals.values().stream()
                        .filter(other -> other.high() < own.low())
                        .count();
                long worse = intervals.values().stream()
                        .filter(other -> other.low() > own.high())
                        .count();
                assertThat(Objects.requireNonNull(places.get(model)).best()).isEqualTo(1 + (int) better);
                assertThat(places.get(model).worst()).isEqualTo(12 - (int) worse);
                intervals.forEach((name, other) -> {
                    if (other.high() >= own.low() && own.high() >= other.low()) {
                        assertThat(Objects.requireNonNull(places.get(name)).tieGroup())
                                .isEqualTo(places.get(model).tieGroup());
                    }
                });
            });
        }
    }
}
