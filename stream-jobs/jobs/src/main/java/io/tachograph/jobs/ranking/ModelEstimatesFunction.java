package io.tachograph.jobs.ranking;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.SeriesKey;
import io.tachograph.windows.binary.EmittedWindowFormat;
import io.tachograph.windows.binary.RequestTotalsFormat;
import io.tachograph.windows.ranking.ModelEstimates;
import io.tachograph.windows.ranking.ModelInCell;
import io.tachograph.windows.ranking.ModelProgress;
import io.tachograph.windows.ranking.ModelProgressFormat;
import io.tachograph.windows.ranking.RankingWindow;
import io.tachograph.windows.ranking.WindowEstimates;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Estimates the statistics of one model in one cell over each window, as long as any request is left in one.
 *
 * <p>State per model and cell: its series' windows of the last {@code settleAfter}, each in its newest emission, so that
 * one that comes twice changes nothing; and, of what is older, one sum for each block of each ranking window. A window
 * that comes after it was settled is counted as late, and not taken.
 */
public final class ModelEstimatesFunction extends KeyedProcessFunction<String, EmittedWindow, ModelEstimates> {
    private static final long serialVersionUID = 1L;

    private final RankingConfig config;
    private final List<RankingWindow> windows;
    private transient ModelBlocks state;
    private transient ValueState<ModelProgress> progress;
    private transient Counter late;

    @SuppressWarnings("NullAway.Init") // Flink calls open() first.
    public ModelEstimatesFunction(RankingConfig config) {
        this.config = config;
        this.windows = config.windows();
    }

    /** The key that windows of one model and cell share. */
    public static String keyOf(EmittedWindow emitted) {
        return SeriesKey.of(ModelInCell.of(emitted.window().series()));
    }

    @Override
    public void open(OpenContext context) {
        state = new ModelBlocks(
                getRuntimeContext()
                        .getMapState(new MapStateDescriptor<>(
                                "unsettled", Types.STRING, VersionedType.of(new EmittedWindowFormat()))),
                getRuntimeContext()
                        .getMapState(new MapStateDescriptor<>(
                                "settled", Types.STRING, VersionedType.of(new RequestTotalsFormat()))));
        progress = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("progress", VersionedType.of(new ModelProgressFormat())));
        late = getRuntimeContext().getMetricGroup().counter("late", new SimpleCounter());
    }

    @Override
    public void processElement(EmittedWindow emitted, Context context, Collector<ModelEstimates> out) throws Exception {
        ModelProgress known = progress.value();
        long end = emitted.window().windowEndMillis();
        if (known == null) {
            progress.update(new ModelProgress(ModelInCell.of(emitted.window().series()), Long.MIN_VALUE));
        } else if (end <= known.settledUntilMillis()) {
            late.inc();
            return;
        }
        state.put(emitted);
        long clock = Math.max(context.timerService().currentWatermark(), end - 1);
        if (known != null && known.settledUntilMillis() > Long.MIN_VALUE) {
            // After a restart the clock is not known yet, but what was estimated before is not estimated again.
            clock = Math.max(
                    clock, known.settledUntilMillis() + config.settleAfter().toMillis());
        }
        for (RankingWindow window : windows) {
            context.timerService().registerEventTimeTimer(window.nextDue(clock));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<ModelEstimates> out) throws Exception {
        ModelProgress known = progress.value();
        if (known == null) {
            return;
        }
        settle(known, time - config.settleAfter().toMillis());
        long clock = context.timerService().currentWatermark();
        boolean ended = clock == Long.MAX_VALUE;
        boolean allEstimated = true;
        for (RankingWindow window : windows) {
            // After a standstill the clock jumps over many rankings. Only the newest is made: the windows already
            // hold later data, so earlier rankings would show what nobody could have seen then.
            boolean due = window.isDue(time) && (ended || time >= window.lastDue(clock));
            allEstimated &= due;
            if (due) {
                out.collect(WindowEstimates.of(known.model(), window, time, state.blocks(window, time)));
            }
        }
        if (allEstimated && state.isEmpty()) {
            progress.clear();
            state.clear();
        } else if (!ended) {
            for (RankingWindow window : windows) {
                if (window.isDue(time)) {
                    context.timerService()
                            .registerEventTimeTimer(Math.max(window.nextDue(time), window.lastDue(clock)));
                }
            }
        }
    }

    private void settle(ModelProgress known, long untilMillis) throws Exception {
        if (untilMillis > known.settledUntilMillis()) {
            state.settle(untilMillis, windows);
            progress.update(new ModelProgress(known.model(), untilMillis));
        }
    }
}
