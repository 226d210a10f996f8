package io.tachograph.jobs.slo;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.store.AlertRow;
import io.tachograph.windows.SeriesKey;
import io.tachograph.windows.alert.AlertProgress;
import io.tachograph.windows.alert.AlertProgressFormat;
import io.tachograph.windows.alert.Evidence;
import io.tachograph.windows.slo.BurnAlerts;
import io.tachograph.windows.slo.BurnWindow;
import io.tachograph.windows.slo.EventCounts;
import io.tachograph.windows.slo.KnownCounts;
import io.tachograph.windows.slo.SloHistory;
import io.tachograph.windows.slo.SloHistoryFormat;
import io.tachograph.windows.slo.SloMinute;
import io.tachograph.windows.slo.SloMinuteFormat;
import java.util.Iterator;
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

/**
 * Watches one SLO at one target: every minute of the stream's clock it holds the four pairs of windows against the
 * objective, also while nothing comes.
 *
 * <p>State per SLO and target: a {@link SloHistory} (18 kB on the heap, some kB written), and one {@link SloMinute}
 * (some 300 bytes) for each series of the target and minute that is not settled, that is {@link
 * SloConfig#settleAfter} and a few more. After three days without a request all of it is dropped.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() first.
final class BurnRateFunction extends KeyedProcessFunction<String, SloMinute, AlertRow> {
    private static final long serialVersionUID = 1L;

    private static final long MINUTE = 60_000;

    private final SloConfig config;
    private transient MapState<String, SloMinute> open;
    private transient ValueState<Long> firstOpenMinute;
    private transient ValueState<SloHistory> settled;
    private transient ValueState<SloMinute> newest;
    private transient MapState<String, AlertProgress> alerts;
    private transient Counter tooLate;

    BurnRateFunction(SloConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        VersionedType<SloMinute> counts = VersionedType.of(new SloMinuteFormat());
        open = getRuntimeContext().getMapState(new MapStateDescriptor<>("open", Types.STRING, counts));
        firstOpenMinute = getRuntimeContext().getState(new ValueStateDescriptor<>("first-open-minute", Types.LONG));
        settled = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("settled", VersionedType.of(new SloHistoryFormat())));
        newest = getRuntimeContext().getState(new ValueStateDescriptor<>("newest", counts));
        alerts = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("alerts", Types.STRING, VersionedType.of(new AlertProgressFormat())));
        tooLate = getRuntimeContext().getMetricGroup().counter("tooLate", new SimpleCounter());
    }

    @Override
    public void processElement(SloMinute counts, Context context, Collector<AlertRow> out) throws Exception {
        Long firstOpen = firstOpenMinute.value();
        if (firstOpen == null) {
            firstOpenMinute.update(counts.minute() - config.settleMinutes());
            context.timerService().registerEventTimeTimer((counts.minute() + 1) * MINUTE);
        } else if (counts.minute() < firstOpen) {
            tooLate.inc();
            return;
        }
        String key = counts.minute() + "@" + SeriesKey.of(counts.series());
        SloMinute known = open.get(key);
        if (known == null || counts.replaces(known)) {
            open.put(key, counts);
        }
        SloMinute last = newest.value();
        if (last == null || counts.minute() > last.minute()) {
            newest.update(counts);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<AlertRow> out) throws Exception {
        KnownCounts counts = settle(time / MINUTE);
        BurnAlerts watched = new BurnAlerts(newest.value(), config.minimumEvents());
        boolean removed =
                time - newest.value().minute() * MINUTE > config.forgetAfter().toMillis();
        for (BurnWindow pair : BurnWindow.values()) {
            AlertProgress before = alerts.get(pair.key());
            before = before == null ? AlertProgress.NEW : before;
            Evidence evidence = removed ? Evidence.BELOW : watched.evidence(pair, counts);
            AlertProgress now = before.after(evidence, time);
            if (now.isDue(before, time, config.repeatEvery())) {
                now = now.emittedAt(time);
                out.collect(watched.row(pair, counts, now, removed));
            }
            alerts.put(pair.key(), now);
        }
        if (counts.areNone()) {
            forget();
        } else if (context.timerService().currentWatermark() != Long.MAX_VALUE) {
            // At the end of all input the clock jumps to the end of time, which no target's silence is about.
            context.timerService().registerEventTimeTimer(time + MINUTE);
        }
    }

    /** Moves minutes that cannot change any more to the history, and gives all that is known at a minute's start. */
    private KnownCounts settle(long now) throws Exception {
        long firstOpen = Math.max(firstOpenMinute.value(), now - config.settleMinutes());
        TreeMap<Long, EventCounts> past = new TreeMap<>();
        TreeMap<Long, EventCounts> recent = new TreeMap<>();
        for (Iterator<SloMinute> all = open.values().iterator(); all.hasNext(); ) {
            SloMinute counts = all.next();
            boolean isPast = counts.minute() < firstOpen;
            (isPast ? past : recent).merge(counts.minute(), counts.counts(), EventCounts::plus);
            if (isPast) {
                all.remove();
            }
        }
        SloHistory history = settled.value() == null ? new SloHistory(firstOpenMinute.value()) : settled.value();
        past.forEach(history::settle);
        history.settleUntil(firstOpen);
        settled.update(history);
        firstOpenMinute.update(firstOpen);
        return new KnownCounts(now, history, recent);
    }

    private void forget() {
        open.clear();
        firstOpenMinute.clear();
        settled.clear();
        newest.clear();
        alerts.clear();
    }
}
