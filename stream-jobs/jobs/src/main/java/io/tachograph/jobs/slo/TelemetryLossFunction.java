package io.tachograph.jobs.slo;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.store.AlertRow;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.alert.AlertProgress;
import io.tachograph.windows.alert.Evidence;
import io.tachograph.windows.slo.TargetPresence;
import io.tachograph.windows.slo.TargetPresenceFormat;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Watches whether a target is still heard of, every minute of the stream's clock, which other targets move on. When that
 * clock jumps, nothing was heard of any target, and the first to be back must not make all others count as lost: the
 * time of the jump is no target's silence. State per target: one {@link TargetPresence}, some 300 bytes, until the target
 * counts as removed.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() first.
final class TelemetryLossFunction extends KeyedProcessFunction<String, EmittedWindow, AlertRow> {
    private static final long serialVersionUID = 1L;

    private static final long MINUTE = 60_000;

    private final SloConfig config;
    private transient ValueState<TargetPresence> presence;

    TelemetryLossFunction(SloConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        presence = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("presence", VersionedType.of(new TargetPresenceFormat())));
    }

    @Override
    public void processElement(EmittedWindow emitted, Context context, Collector<AlertRow> out) throws Exception {
        long end = emitted.window().windowEndMillis();
        TargetPresence known = presence.value();
        if (known == null) {
            presence.update(new TargetPresence(emitted.window().series(), end, AlertProgress.NEW));
            context.timerService().registerEventTimeTimer(-Math.floorDiv(-end, MINUTE) * MINUTE);
        } else if (end > known.lastEndMillis()) {
            presence.update(known.heardUntil(end));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<AlertRow> out) throws Exception {
        TargetPresence known = presence.value();
        // At the end of all input the clock jumps to the end of time, which no target's silence is about.
        boolean ended = context.timerService().currentWatermark() == Long.MAX_VALUE;
        long newest = Math.floorDiv(context.timerService().currentWatermark(), MINUTE) * MINUTE;
        if (!ended && newest - time >= standStillMillis()) {
            presence.update(known.afterStandStill(time, newest));
            context.timerService().registerEventTimeTimer(newest);
            return;
        }
        boolean removed = known.silence(time).compareTo(config.forgetAfter()) >= 0;
        Evidence evidence = removed ? Evidence.BELOW : known.evidence(time, config.lossAfter());
        AlertProgress now = known.alert().after(evidence, time);
        if (now.isDue(known.alert(), time, config.repeatEvery())) {
            now = now.emittedAt(time);
            out.collect(known.row(now, time, config.lossAfter(), removed));
        }
        if (removed) {
            presence.clear();
            return;
        }
        presence.update(known.with(now));
        if (!ended) {
            context.timerService().registerEventTimeTimer(time + MINUTE);
        }
    }

    /**
     * A clock that goes in longer steps stood still. Shorter ones are those of rare requests; a target that was heard
     * of before such a step has as long again to be heard after it.
     */
    private long standStillMillis() {
        return Math.max(2 * MINUTE, config.lossAfter().toMillis() / 2);
    }
}
