package io.tachograph.windows.ranking;

import io.tachograph.store.RankingRow;
import io.tachograph.windows.interval.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places of models by their intervals alone. The best rank that a model may have is one more than the models whose whole
 * interval is better, the worst one more than those whose whole interval is not worse. Models share a tie group when
 * their intervals overlap, directly or by a chain of others.
 */
final class RankRanges {
    private RankRanges() {}

    /** Places by model; every rank is the best possible one. */
    static Map<String, RankingRow.Place> of(Map<String, Interval> intervals, boolean higherIsBetter) {
        List<Map.Entry<String, Interval>> byBest = new ArrayList<>(intervals.entrySet());
        byBest.sort(Comparator.comparingDouble(
                        (Map.Entry<String, Interval> entry) -> bestEnd(entry.getValue(), higherIsBetter))
                .thenComparing(Map.Entry::getKey));
        Map<String, RankingRow.Place> places = new HashMap<>();
        int group = 0;
        double groupEnds = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, Interval> entry : byBest) {
            Interval own = entry.getValue();
            if (group == 0 || bestEnd(own, higherIsBetter) > groupEnds) {
                group++;
            }
            groupEnds = Math.max(groupEnds, worstEnd(own, higherIsBetter));
            int better = 0;
            int worse = 0;
            for (Interval other : intervals.values()) {
                better += isBetter(other, own, higherIsBetter) ? 1 : 0;
                worse += isBetter(own, other, higherIsBetter) ? 1 : 0;
            }
            places.put(entry.getKey(), new RankingRow.Place(better + 1, better + 1, intervals.size() - worse, group));
        }
        return places;
    }

    private static boolean isBetter(Interval a, Interval b, boolean higherIsBetter) {
        return higherIsBetter ? b.isBelow(a) : a.isBelow(b);
    }

    private static double bestEnd(Interval interval, boolean higherIsBetter) {
        return higherIsBetter ? -interval.high() : interval.low();
    }

    private static double worstEnd(Interval interval, boolean higherIsBetter) {
        return higherIsBetter ? -interval.low() : interval.high();
    }
}
