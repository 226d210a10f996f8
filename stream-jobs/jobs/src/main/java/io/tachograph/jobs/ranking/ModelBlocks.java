package io.tachograph.jobs.ranking;

import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SeriesKey;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.ranking.RankedTotals;
import io.tachograph.windows.ranking.RankingWindow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;

/** The windows of one model: recent ones each by itself and replaceable, older ones summed up to blocks. */
final class ModelBlocks {
    private static final char AT = '@';

    private final MapState<String, EmittedWindow> unsettled;
    private final MapState<String, RequestTotals> settled;

    ModelBlocks(MapState<String, EmittedWindow> unsettled, MapState<String, RequestTotals> settled) {
        this.unsettled = unsettled;
        this.settled = settled;
    }

    /** Takes an emission in, in the place of an earlier one of the same window. */
    void put(EmittedWindow emitted) throws Exception {
        WindowSnapshot window = emitted.window();
        String key = SeriesKey.of(window.series()) + AT + window.windowStartMillis();
        EmittedWindow known = unsettled.get(key);
        if (known == null || emitted.replaces(known)) {
            WindowSnapshot slim = new WindowSnapshot(
                    window.series(),
                    window.resolution(),
                    window.windowStartMillis(),
                    window.revision(),
                    window.complete(),
                    RankedTotals.of(window.totals()));
            unsettled.put(key, new EmittedWindow(emitted.epoch(), slim));
        }
    }

    boolean isEmpty() throws Exception {
        return unsettled.isEmpty() && settled.isEmpty();
    }

    /** Frees what an empty map still takes. */
    void clear() {
        unsettled.clear();
        settled.clear();
    }

    /** Adds windows that end until then to the blocks that they lie in, for good. */
    void settle(long untilMillis, List<RankingWindow> windows) throws Exception {
        List<WindowSnapshot> settling = new ArrayList<>();
        for (Iterator<EmittedWindow> all = unsettled.values().iterator(); all.hasNext(); ) {
            WindowSnapshot window = all.next().window();
            if (window.windowEndMillis() <= untilMillis) {
                settling.add(window);
                all.remove();
            }
        }
        for (RankingWindow window : windows) {
            for (Map.Entry<Long, RequestTotals> sum : sums(settling, window).entrySet()) {
                String key = prefix(window) + sum.getKey();
                RequestTotals block = settled.get(key);
                if (block != null) {
                    sum.getValue().merge(block);
                }
                settled.put(key, sum.getValue());
            }
        }
    }

    /** What each block of a window adds up to, by its start. Blocks that lie before the window are forgotten. */
    NavigableMap<Long, RequestTotals> blocks(RankingWindow window, long endMillis) throws Exception {
        List<WindowSnapshot> recent = new ArrayList<>();
        for (EmittedWindow emitted : unsettled.values()) {
            if (emitted.window().windowEndMillis() <= endMillis) {
                recent.add(emitted.window());
            }
        }
        NavigableMap<Long, RequestTotals> blocks = sums(recent, window);
        String prefix = prefix(window);
        for (Iterator<Map.Entry<String, RequestTotals>> all = settled.iterator(); all.hasNext(); ) {
            Map.Entry<String, RequestTotals> block = all.next();
            if (!block.getKey().startsWith(prefix)) {
                continue;
            }
            long start = Long.parseLong(block.getKey().substring(prefix.length()));
            if (start < window.firstBlock(endMillis)) {
                all.remove();
                continue;
            }
            RequestTotals sum = blocks.get(start);
            if (sum == null) {
                blocks.put(start, block.getValue());
            } else {
                sum.merge(block.getValue());
            }
        }
        return blocks.tailMap(window.firstBlock(endMillis), true);
    }

    private static NavigableMap<Long, RequestTotals> sums(List<WindowSnapshot> pieces, RankingWindow window) {
        NavigableMap<Long, RequestTotals> sums = new TreeMap<>();
        for (WindowSnapshot piece : pieces) {
            sums.computeIfAbsent(window.blockOf(piece.windowStartMillis()), start -> new RequestTotals())
                    .merge(piece.totals());
        }
        return sums;
    }

    private static String prefix(RankingWindow window) {
        return window.block().toMillis() + "ms" + AT;
    }
}
