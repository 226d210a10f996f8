package io.tachograph.jobs.ranking;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.store.RankingRow;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.WindowSnapshotFormat;
import io.tachograph.windows.ranking.CellRankings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Ranks the models of one cell over the last hour (or whatever {@code window} is), every {@code every}, as long as
 * anything new comes. State per cell: one block per model and minute of the window; a newer snapshot of a block
 * replaces the older, so a snapshot delivered twice changes nothing. Blocks count whole: a window that does not end
 * with a block begins with the first block that lies in it entirely.
 */
public final class RankingFunction extends KeyedProcessFunction<String, WindowSnapshot, RankingRow> {
    private static final long serialVersionUID = 1L;

    private final Duration window;
    private final Duration every;
    private transient MapState<String, WindowSnapshot> blocks;

    @SuppressWarnings("NullAway.Init") // Flink calls open() first.
    public RankingFunction(Duration window, Duration every) {
        this.window = window;
        this.every = every;
    }

    @Override
    public void open(OpenContext context) {
        blocks = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("blocks", Types.STRING, VersionedType.of(new WindowSnapshotFormat())));
    }

    @Override
    public void processElement(WindowSnapshot block, Context context, Collector<RankingRow> out) throws Exception {
        String key = block.series().model() + '@' + block.windowStartMillis();
        WindowSnapshot known = blocks.get(key);
        if (known == null || known.revision() <= block.revision()) {
            blocks.put(key, block);
        }
        // The block knows of requests up to here, so the next ranking from here on is the first that may have them.
        long clock = Math.max(
                context.timerService().currentWatermark(), block.totals().spanToMillis() - 1);
        context.timerService().registerEventTimeTimer((Math.floorDiv(clock, step()) + 1) * step());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<RankingRow> out) throws Exception {
        // After a stand-still the clock jumps over many rankings. Only the newest is made: blocks already hold what
        // came
        // later, so the ones before would show what nobody could have seen then.
        long clock = context.timerService().currentWatermark();
        long newest = Math.floorDiv(clock, step()) * step();
        if (time < newest && clock != Long.MAX_VALUE) {
            context.timerService().registerEventTimeTimer(newest);
            return;
        }
        long from = time - window.toMillis();
        List<WindowSnapshot> inWindow = new ArrayList<>();
        for (Iterator<WindowSnapshot> all = blocks.values().iterator(); all.hasNext(); ) {
            WindowSnapshot block = all.next();
            if (block.windowStartMillis() < from) {
                all.remove();
            } else if (block.windowStartMillis() < time) {
                inWindow.add(block);
            }
        }
        if (!inWindow.isEmpty()) {
            CellRankings.of(inWindow, Instant.ofEpochMilli(time), window).forEach(out::collect);
        }
    }

    private long step() {
        return every.toMillis();
    }
}
