package io.tachograph.jobs.regression;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.store.AlertRow;
import io.tachograph.store.RegressionRow;
import io.tachograph.store.Series;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.alert.AlertProgress;
import io.tachograph.windows.alert.AlertProgressFormat;
import io.tachograph.windows.alert.AlertRowFormat;
import io.tachograph.windows.binary.SeriesFormat;
import io.tachograph.windows.regression.CellComparison;
import io.tachograph.windows.regression.RegressionAlert;
import io.tachograph.windows.regression.VersionBlock;
import java.time.Duration;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Compares the two newest engine versions of one cell whenever a block of half an hour is over. State per cell: a day of
 * blocks for each of the two, 48 and the open ones, each of up to three histograms (1 to 4 kB on the heap), so some
 * 300 kB where both are full; in the open blocks also the name of each tenant and 8 bytes.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() first.
final class RegressionFunction extends KeyedProcessFunction<String, EmittedWindow, RegressionRow> {
    private static final long serialVersionUID = 1L;

    /** Alerts on versions that are worse. */
    static final OutputTag<AlertRow> ALERTS = new OutputTag<>("alerts", VersionedType.of(new AlertRowFormat()));

    /** How much of each version is compared: a day, so that each hour of the day is in it. */
    private static final long KEPT_MILLIS = Duration.ofDays(1).toMillis();

    private final RegressionConfig config;
    private transient CellBlocks blocks;
    private transient ValueState<Series> cell;
    private transient ValueState<Long> closedBefore;
    private transient ValueState<Long> forgetAt;
    private transient MapState<String, AlertProgress> alerts;
    private transient Counter duplicates;
    private transient Counter tooLate;
    private transient Counter ofOlderVersion;

    RegressionFunction(RegressionConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        blocks = new CellBlocks(getRuntimeContext(), KEPT_MILLIS);
        cell = getRuntimeContext().getState(new ValueStateDescriptor<>("cell", VersionedType.of(new SeriesFormat())));
        closedBefore = getRuntimeContext().getState(new ValueStateDescriptor<>("closed-before", Types.LONG));
        forgetAt = getRuntimeContext().getState(new ValueStateDescriptor<>("forget-at", Types.LONG));
        alerts = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("alerts", Types.STRING, VersionedType.of(new AlertProgressFormat())));
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicates", new SimpleCounter());
        tooLate = getRuntimeContext().getMetricGroup().counter("tooLate", new SimpleCounter());
        ofOlderVersion = getRuntimeContext().getMetricGroup().counter("ofOlderVersion", new SimpleCounter());
    }

    @Override
    public void processElement(EmittedWindow emitted, Context context, Collector<RegressionRow> out) throws Exception {
        WindowSnapshot minute = emitted.window();
        long start = VersionBlock.startOf(minute.windowStartMillis());
        Long closed = closedBefore.value();
        if (closed != null && start < closed) {
            tooLate.inc();
        } else if (!blocks.see(minute.series().engineVersion(), minute.windowStartMillis())
                .isCompared(minute.series().engineVersion())) {
            ofOlderVersion.inc();
        } else if (!blocks.add(minute)) {
            duplicates.inc();
        } else {
            context.timerService().registerEventTimeTimer(start + VersionBlock.MILLIS + settleMillis());
            if (forgetAt.value() == null) {
                cell.update(minute.series());
                forgetLater(start, context);
            }
        }
    }

    private void forgetLater(long newestStart, Context context) throws Exception {
        long at = newestStart + VersionBlock.MILLIS + config.forgetAfter().toMillis();
        forgetAt.update(at);
        context.timerService().registerEventTimeTimer(at);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<RegressionRow> out) throws Exception {
        long before = VersionBlock.startOf(time - settleMillis());
        closedBefore.update(before);
        CellBlocks.Closed closed = blocks.close(before);
        if (closed.anew()) {
            compare(closed, time, context, out);
        }
        // At the end of all input the clock jumps to the end of time, which no cell's silence is about.
        boolean isEnd = context.timerService().currentWatermark() == Long.MAX_VALUE;
        if (!isEnd && time >= forgetAt.value()) {
            if (closed.newestStart()
                            + VersionBlock.MILLIS
                            + config.forgetAfter().toMillis()
                    <= time) {
                forget();
            } else {
                forgetLater(closed.newestStart(), context);
            }
        }
    }

    private void compare(CellBlocks.Closed closed, long time, Context context, Collector<RegressionRow> out)
            throws Exception {
        String newVersion = closed.versions().newest();
        String oldVersion = closed.versions().before();
        TreeMap<Long, VersionBlock> newBlocks = closed.byVersion().get(newVersion);
        if (newVersion == null || oldVersion == null || newBlocks == null) {
            return;
        }
        TreeMap<Long, VersionBlock> oldBlocks = closed.byVersion().getOrDefault(oldVersion, new TreeMap<>());
        CellComparison comparison = new CellComparison(cell.value(), oldVersion, newVersion, oldBlocks, newBlocks);
        for (RegressionRow row : comparison.rows(config.minimumEffect(), time)) {
            out.collect(row);
            tell(row, time, context);
        }
    }

    /** Tells of what is worse, and when it ceases to be. */
    private void tell(RegressionRow row, long time, Context context) throws Exception {
        String key = row.metric() + "|" + row.statistic();
        AlertProgress before = alerts.get(key);
        before = before == null ? AlertProgress.NEW : before;
        AlertProgress now = before.after(RegressionAlert.evidence(row), time);
        boolean fires = now.state() == AlertRow.State.FIRING;
        if (fires ? now.isDue(before, time, config.repeatEvery()) : now.state() != before.state()) {
            now = now.emittedAt(time);
            context.output(ALERTS, RegressionAlert.row(row, now));
        }
        alerts.put(key, now);
    }

    private long settleMillis() {
        return config.settleAfter().toMillis();
    }

    private void forget() {
        blocks.clear();
        cell.clear();
        closedBefore.clear();
        forgetAt.clear();
        alerts.clear();
    }
}
