package io.tachograph.api.question;

import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Histograms of one side.
 *
 * @param byPlace by the number of their block
 * @param complete that none can still grow
 */
record ComparedBlocks(NavigableMap<Long, LatencyHistogram> byPlace, boolean complete) {
    /** A histogram for each block from the first to the last with values, null where there were none. */
    List<@Nullable LatencyHistogram> inOrder() {
        List<@Nullable LatencyHistogram> inOrder = new ArrayList<>();
        if (!byPlace.isEmpty()) {
            for (long place = byPlace.firstKey(); place <= byPlace.lastKey(); place++) {
                inOrder.add(byPlace.get(place));
            }
        }
        return inOrder;
    }
}
