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
import io.tachograph.windows.alert.Evidence;
import io.tachograph.windows.binary.SeriesFormat;
import io.tachograph.windows.regression.CellComparison;
import io.tachograph.windows.regression.RegressionAlert;
import io.tachograph.windows.regression.VersionBlock;
import io.tachograph.windows.regression.VersionComparison;
import java.time.Duration;
import java.util.List;
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

    /** For how long others serve and the newest version does not until it counts as withdrawn: as long as a verdict takes. */
    private static final long GONE_MILLIS = VersionComparison.MINIMUM_BLOCKS * VersionBlock.MILLIS;

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
            // It may serve in place of the newest.
            context.timerService().registerEventTimeTimer(dueMillis(start));
        } else if (!blocks.add(minute)) {
            duplicates.inc();
        } else {
            context.timerService().registerEventTimeTimer(dueMillis(start));
            if (forgetAt.value() == null) {
                cell.update(minute.series());
                forgetLater(start, context);
            }
        }
    }

    private void forgetLater(long newestStart, Context context) throws Exception {
        long at = forgetMillis(newestStart);
        forgetAt.update(at);
        context.timerService().registerEventTimeTimer(at);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<RegressionRow> out) throws Exception {
        Long forget = forgetAt.value();
        if (forget == null) {
            return;
        }
        long before = VersionBlock.startOf(time - settleMillis());
        closedBefore.update(before);
        CellBlocks.Closed closed = blocks.close(before);
        // At the end of all input the clock jumps to the end of time, which no cell's silence is about.
        boolean isEnd = context.timerService().currentWatermark() == Long.MAX_VALUE;
        boolean mayForget = !isEnd && time >= forget;
        if (mayForget && time >= forgetMillis(closed.newestStart())) {
            resolve(closed, time, "the cell counts as removed", context);
            forget();
            return;
        }
        // All other timers are of blocks in which some version served.
        if (time != forget && closed.isNewestGoneSince(before - VersionBlock.MILLIS - GONE_MILLIS)) {
            resolve(closed, time, "the version serves no more", context);
        } else if (closed.anew()) {
            for (RegressionRow row : rows(closed, time)) {
                out.collect(row);
                tell(row, RegressionAlert.evidence(row), "", context);
            }
        }
        if (mayForget) {
            forgetLater(closed.newestStart(), context);
        }
    }

    /** What the two newest versions' closed blocks say; nothing while there is only one, or no block of the newest. */
    private List<RegressionRow> rows(CellBlocks.Closed closed, long time) throws Exception {
        String newVersion = closed.versions().newest();
        String oldVersion = closed.versions().before();
        TreeMap<Long, VersionBlock> newBlocks = closed.byVersion().get(newVersion);
        if (newVersion == null || oldVersion == null || newBlocks == null) {
            return List.of();
        }
        TreeMap<Long, VersionBlock> oldBlocks = closed.byVersion().getOrDefault(oldVersion, new TreeMap<>());
        return new CellComparison(cell.value(), oldVersion, newVersion, oldBlocks, newBlocks)
                .rows(config.minimumEffect(), time);
    }

    /** Ends what fires, by the last that is known of it. */
    private void resolve(CellBlocks.Closed closed, long time, String why, Context context) throws Exception {
        for (AlertProgress alert : alerts.values()) {
            if (alert.state() == AlertRow.State.FIRING) {
                for (RegressionRow row : rows(closed, time)) {
                    tell(row, Evidence.BELOW, why, context);
                }
                return;
            }
        }
    }

    /** Tells of what is worse, and when it ceases to be. */
    private void tell(RegressionRow row, Evidence evidence, String why, Context context) throws Exception {
        long time = row.evaluatedAt().toEpochMilli();
        String key = row.metric() + "|" + row.statistic();
        AlertProgress before = alerts.get(key);
        before = before == null ? AlertProgress.NEW : before;
        AlertProgress now = before.after(evidence, time);
        boolean fires = now.state() == AlertRow.State.FIRING;
        if (fires ? now.isDue(before, time, config.repeatEvery()) : now.state() != before.state()) {
            now = now.emittedAt(time);
            context.output(ALERTS, RegressionAlert.row(row, now, why));
        }
        alerts.put(key, now);
    }

    private long dueMillis(long blockStart) {
        return blockStart + VersionBlock.MILLIS + settleMillis();
    }

    private long forgetMillis(long newestStart) {
        return newestStart + VersionBlock.MILLIS + config.forgetAfter().toMillis();
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
