package io.tachograph.jobs.ranking;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.store.RankingRow;
import io.tachograph.windows.ranking.CellRanking;
import io.tachograph.windows.ranking.ModelEstimates;
import io.tachograph.windows.ranking.ModelEstimatesFormat;
import io.tachograph.windows.ranking.PublishedRank;
import io.tachograph.windows.ranking.PublishedRankFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Ranks the models of one cell over one window, whenever that is due. State per cell and window: the newest estimates of
 * each model, and the rank that each was published with.
 */
public final class CellRankingFunction extends KeyedProcessFunction<String, ModelEstimates, RankingRow> {
    private static final long serialVersionUID = 1L;

    private final RankingConfig config;
    private transient MapState<String, ModelEstimates> models;
    private transient MapState<String, PublishedRank> published;
    private transient Counter unlisted;

    @SuppressWarnings("NullAway.Init") // Flink calls open() first.
    public CellRankingFunction(RankingConfig config) {
        this.config = config;
    }

    /** The key that estimates of one ranking share. */
    public static String keyOf(ModelEstimates estimates) {
        return CellRanking.cellOf(estimates.model()) + '\u001f' + estimates.windowMillis();
    }

    @Override
    public void open(OpenContext context) {
        models = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("models", Types.STRING, VersionedType.of(new ModelEstimatesFormat())));
        published = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "published", Types.STRING, VersionedType.of(new PublishedRankFormat())));
        unlisted = getRuntimeContext().getMetricGroup().counter("unlisted", new SimpleCounter());
    }

    @Override
    public void processElement(ModelEstimates estimates, Context context, Collector<RankingRow> out) throws Exception {
        models.put(estimates.model().model(), estimates);
        // All estimates of a moment come before the clock that they were made by, so then they are all here.
        context.timerService().registerEventTimeTimer(estimates.windowEndMillis());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<RankingRow> out) throws Exception {
        List<ModelEstimates> present = new ArrayList<>();
        for (Iterator<ModelEstimates> all = models.values().iterator(); all.hasNext(); ) {
            ModelEstimates model = all.next();
            if (model.estimates().isEmpty() || isForgotten(model, time)) {
                all.remove();
            } else {
                present.add(model);
            }
        }
        Map<String, PublishedRank> ranks = new HashMap<>();
        for (Map.Entry<String, PublishedRank> rank : published.entries()) {
            ranks.put(rank.getKey(), rank.getValue());
        }
        CellRanking ranking = new CellRanking(ranks, config.changeAfter());
        if (present.isEmpty()) {
            ranks.clear();
            models.clear();
        } else {
            ranking.rank(present, time).forEach(out::collect);
            unlisted.inc(ranking.unlisted());
        }
        published.clear();
        if (!ranks.isEmpty()) {
            published.putAll(ranks);
        }
    }

    /** A model that was not estimated for as long as the window is has nothing left in it. */
    private static boolean isForgotten(ModelEstimates model, long time) {
        return model.windowEndMillis() + model.windowMillis() <= time;
    }
}
