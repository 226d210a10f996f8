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
        entries.add(new RankingRow.Entry(model, rank, value, mean, sampleSize, 60));
        return this;
    }

    RankingOf withoutValue(String model) {
        entries.add(new RankingRow.Entry(model, null, null, null, 0, 60));
        return this;
    }

    RankingRow row() {
        return new RankingRow(metric, statistic, "s", origin, promptBand, true, windowEnd, window, entries);
    }
}
