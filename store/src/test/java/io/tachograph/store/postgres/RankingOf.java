package io.tachograph.store.postgres;

import io.tachograph.store.RankingRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rankings for tests. */
final class RankingOf {
    private final String metric;
    private String statistic = "p50";
    private Instant windowEnd = WindowOf.NOON;
    private Duration window = Duration.ofHours(1);
    private String origin = "probe";
    private String promptBand = "short";
    private final List<RankingRow.Entry> entries = new ArrayList<>();

    private RankingOf(String metric) {
        this.metric = metric;
    }

    static RankingOf metric(String metric) {
        return new RankingOf(metric);
    }

    RankingOf statistic(String value) {
        statistic = value;
        return this;
    }

    RankingOf end(Instant value) {
        windowEnd = value;
        return this;
    }

    RankingOf window(Duration value) {
        window = value;
        return this;
    }

    RankingOf origin(String value) {
        origin = value;
        return this;
    }

    RankingOf promptBand(String value) {
        promptBand = value;
        return this;
    }

    RankingOf entry(@Nullable Integer rank, String model, double value, double mean, long sampleSize) {
        RankingRow.Place place = rank == null ? null : new RankingRow.Place(rank, 1, 9, 2);
        entries.add(new RankingRow.Entry(
                model,
                place,
                value,
                mean,
                place == null ? null : value / 2,
                place == null ? null : value * 2,
                new RankingRow.Evidence(sampleSize, 60, 12, 120, 0.125, place == null)));
        return this;
    }

    RankingOf withoutValue(String model) {
        entries.add(new RankingRow.Entry(
                model, null, null, null, null, null, new RankingRow.Evidence(0, 60, 0, 0, null, true)));
        return this;
    }

    RankingRow row() {
        return new RankingRow(metric, statistic, "s", origin, promptBand, true, windowEnd, window, entries);
    }
}
