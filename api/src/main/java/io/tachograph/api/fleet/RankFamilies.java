package io.tachograph.api.fleet;

import io.tachograph.schemas.avro.RankedModel;
import io.tachograph.schemas.avro.Ranking;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ranks of models in the newest rankings, as many whole rankings as fit. */
final class RankFamilies {
    static final int MOST = 1_000;

    private RankFamilies() {}

    static void add(Families families, List<Ranking> rankings) {
        long newest =
                rankings.stream().mapToLong(Ranking::getWindowEndMillis).max().orElse(0);
        int places = 0;
        int left = 0;
        for (Ranking ranking : sorted(rankings)) {
            // One that is older than its own window is of a cell that nobody asks any more.
            if (ranking.getWindowEndMillis() <= newest - ranking.getWindowMillis()) {
                continue;
            }
            if (places + ranking.getEntries().size() > MOST) {
                left += ranking.getEntries().size();
                continue;
            }
            places += ranking.getEntries().size();
            ranking.getEntries().forEach(entry -> add(families, ranking, entry));
        }
        families.gauge(
                "tachograph_fleet_left_out_ranks", "Places that are not exposed, because there are too many.", left);
    }

    private static List<Ranking> sorted(List<Ranking> rankings) {
        return rankings.stream()
                .sorted(Comparator.comparing(Ranking::getMetric)
                        .thenComparing(Ranking::getStatistic)
                        .thenComparingLong(Ranking::getWindowMillis)
                        .thenComparing(Ranking::getOrigin)
                        .thenComparing(Ranking::getPromptBand)
                        .thenComparing(Ranking::getStreamed))
                .toList();
    }

    private static void add(Families families, Ranking ranking, RankedModel entry) {
        String[] labels = {
            "model", entry.getModel(),
            "metric", ranking.getMetric(),
            "statistic", ranking.getStatistic(),
            "window", WindowText.of(ranking.getWindowMillis()),
            "origin", ranking.getOrigin().name().toLowerCase(Locale.ROOT),
            "prompt_band", ranking.getPromptBand(),
            "streamed", Boolean.toString(ranking.getStreamed())
        };
        add(families, "tachograph_fleet_rank", "Published rank, 1 is best.", entry.getRank(), labels);
        add(families, "tachograph_fleet_best_rank", "Best rank that it can have.", entry.getRankBest(), labels);
        add(families, "tachograph_fleet_worst_rank", "Worst rank that it can have.", entry.getRankWorst(), labels);
    }

    private static void add(Families families, String name, String help, @Nullable Integer rank, String... labels) {
        if (rank != null) {
            families.gauge(name, help, rank, labels);
        }
    }
}
