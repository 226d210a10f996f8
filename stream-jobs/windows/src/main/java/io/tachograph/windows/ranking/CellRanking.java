package io.tachograph.windows.ranking;

import io.tachograph.store.RankingRow;
import io.tachograph.store.Series;
import io.tachograph.windows.interval.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All rankings of one cell at one moment, from what is estimated of its models. */
public final class CellRanking {
    /** Entries of a ranking: with models' names of 256 bytes, half of the 1 MiB that a record on Kafka may have. */
    static final int MOST_ENTRIES = 1_000;

    private static final Comparator<RankingRow.Entry> ORDER = Comparator.comparing((RankingRow.Entry entry) ->
                    entry.place() == null ? Integer.MAX_VALUE : entry.place().rank())
            .thenComparing(entry -> entry.place() == null ? 0 : entry.place().best())
            .thenComparing(RankingRow.Entry::model);

    private final Map<String, PublishedRank> published;
    private final int changeAfter;
    private int unlisted;

    /**
     * Rankings that resume from what was published.
     *
     * @param published by {@link #placeKey}; afterwards it holds what is published now
     * @param changeAfter evaluations in a row that must disagree with a published rank before it changes
     */
    public CellRanking(Map<String, PublishedRank> published, int changeAfter) {
        this.published = published;
        this.changeAfter = changeAfter;
    }

    /** The key that models of one cell share. */
    public static String cellOf(Series series) {
        return series.origin() + '\u001f' + series.promptBand() + '\u001f' + series.streamed();
    }

    /** What a published rank is found again by, within a cell. */
    static String placeKey(RankingEstimate.Subject subject, String model) {
        return subject.metric().key()
                + '\u001f'
                + subject.statistic().key()
                + '\u001f'
                + subject.windowMillis()
                + '\u001f'
                + model;
    }

    /**
     * One ranking for each metric, statistic and window, of the first {@value #MOST_ENTRIES} models: those with a place
     * come before those with too few requests for one.
     *
     * @param models the newest estimates of each of the cell's models, not empty
     */
    public List<RankingRow> rank(List<ModelEstimates> models, long windowEndMillis) {
        Series cell = models.get(0).model();
        Map<RankingEstimate.Subject, Map<String, RankingEstimate>> bySubject = new LinkedHashMap<>();
        for (ModelEstimates model : models) {
            for (RankingEstimate estimate : model.estimates()) {
                bySubject
                        .computeIfAbsent(estimate.subject(), subject -> new TreeMap<>())
                        .put(model.model().model(), estimate);
            }
        }
        Map<String, PublishedRank> before = new HashMap<>(published);
        published.clear();
        List<RankingRow> rankings = new ArrayList<>();
        bySubject.forEach((subject, estimates) -> rankings.add(new RankingRow(
                subject.metric().key(),
                subject.statistic().key(),
                subject.metric().unit(),
                cell.origin(),
                cell.promptBand(),
                cell.streamed(),
                Instant.ofEpochMilli(windowEndMillis),
                Duration.ofMillis(subject.windowMillis()),
                entries(subject, estimates, before))));
        return rankings;
    }

    private List<RankingRow.Entry> entries(
            RankingEstimate.Subject subject,
            Map<String, RankingEstimate> estimates,
            Map<String, PublishedRank> before) {
        Map<String, Interval> intervals = new TreeMap<>();
        estimates.forEach((model, estimate) -> {
            if (estimate.interval() != null && estimate.isEnough()) {
                intervals.put(model, estimate.interval());
            }
        });
        Map<String, RankingRow.Place> places =
                RankRanges.of(intervals, subject.metric().higherIsBetter());
        List<RankingRow.Entry> entries = new ArrayList<>();
        estimates.forEach((model, estimate) -> {
            RankingRow.Place place = places.get(model);
            entries.add(
                    entry(model, estimate, place == null ? null : steadied(placeKey(subject, model), place, before)));
        });
        entries.sort(ORDER);
        if (entries.size() > MOST_ENTRIES) {
            unlisted += entries.size() - MOST_ENTRIES;
            entries.subList(MOST_ENTRIES, entries.size()).clear();
        }
        return entries;
    }

    /** Entries that did not fit into the rankings so far. */
    public int unlisted() {
        return unlisted;
    }

    private RankingRow.Place steadied(String key, RankingRow.Place place, Map<String, PublishedRank> before) {
        PublishedRank last = before.get(key);
        PublishedRank now = last == null ? new PublishedRank(place.best(), 0) : last.next(place.best(), changeAfter);
        published.put(key, now);
        return new RankingRow.Place(now.rank(), place.best(), place.worst(), place.tieGroup());
    }

    private static RankingRow.Entry entry(String model, RankingEstimate estimate, RankingRow.@Nullable Place place) {
        Interval interval = estimate.interval();
        return new RankingRow.Entry(
                model,
                place,
                estimate.value(),
                estimate.mean(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                new RankingRow.Evidence(
                        estimate.sampleSize(),
                        estimate.subject().statistic().sampleMinimum(),
                        estimate.blocks(),
                        (int) (estimate.chunkMillis() / 1_000),
                        estimate.errorRate(),
                        estimate.stale()));
    }
}
