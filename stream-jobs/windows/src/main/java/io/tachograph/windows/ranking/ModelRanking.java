package io.tachograph.windows.ranking;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.store.RankingRow;
import io.tachograph.windows.LatencyMetric;
import io.tachograph.windows.RequestTotals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ranks models by one metric: standard competition rank (1, 2, 2, 4), the better value first. */
public final class ModelRanking {
    /** Ten times the fewest values for which a two-sided 95 % interval of the median exists (6). */
    public static final long SAMPLE_MINIMUM = 60;

    private ModelRanking() {}

    /**
     * The entries of a ranking, ranked ones first, equal values by name; then those without a rank, by name.
     *
     * @param totals what each model's requests add up to
     */
    public static List<RankingRow.Entry> rank(RankingMetric metric, Map<String, RequestTotals> totals) {
        List<RankingRow.Entry> measured = new ArrayList<>();
        totals.forEach((model, of) -> measured.add(measure(metric, model, of)));
        Comparator<RankingRow.Entry> byName = Comparator.comparing(RankingRow.Entry::model);
        Comparator<RankingRow.Entry> byValue = Comparator.comparingDouble(entry -> order(metric, entry));
        List<RankingRow.Entry> ranked = new ArrayList<>();
        List<RankingRow.Entry> enough = measured.stream()
                .filter(ModelRanking::isEnough)
                .sorted(byValue.thenComparing(byName))
                .toList();
        int rank = 0;
        for (int i = 0; i < enough.size(); i++) {
            if (i == 0 || byValue.compare(enough.get(i - 1), enough.get(i)) != 0) {
                rank = i + 1;
            }
            ranked.add(withRank(enough.get(i), rank));
        }
        measured.stream().filter(entry -> !isEnough(entry)).sorted(byName).forEach(ranked::add);
        return ranked;
    }

    private static RankingRow.Entry measure(RankingMetric metric, String model, RequestTotals totals) {
        LatencyMetric latency = metric.latency();
        if (latency != null) {
            LatencyHistogram values = totals.latency(latency);
            if (values == null || values.count() == 0) {
                return new RankingRow.Entry(model, null, null, null, 0, SAMPLE_MINIMUM);
            }
            double mean = values.sumNanos() / 1e9 / values.count();
            return new RankingRow.Entry(
                    model, null, values.quantileNanos(0.5) / 1e9, mean, values.count(), SAMPLE_MINIMUM);
        }
        Double rate = metric == RankingMetric.ERROR_RATE ? errorRate(totals) : outputThroughput(totals);
        return new RankingRow.Entry(model, null, rate, rate, totals.finished(), SAMPLE_MINIMUM);
    }

    private static @Nullable Double errorRate(RequestTotals totals) {
        return totals.finished() == 0 ? null : (double) totals.failed() / totals.finished();
    }

    private static @Nullable Double outputThroughput(RequestTotals totals) {
        double seconds = (totals.spanToMillis() - totals.spanFromMillis()) / 1e3;
        return totals.requests() == 0 ? null : totals.outputTokens() / seconds;
    }

    private static boolean isEnough(RankingRow.Entry entry) {
        return entry.value() != null && entry.sampleSize() >= entry.sampleMinimum();
    }

    private static double order(RankingMetric metric, RankingRow.Entry entry) {
        double value = entry.value() == null ? Double.NaN : entry.value();
        return metric.higherIsBetter() ? -value : value;
    }

    private static RankingRow.Entry withRank(RankingRow.Entry entry, int rank) {
        return new RankingRow.Entry(
                entry.model(), rank, entry.value(), entry.mean(), entry.sampleSize(), entry.sampleMinimum());
    }
}
