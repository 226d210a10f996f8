package io.tachograph.windows.slo;

import java.time.Duration;
import java.util.NavigableMap;

/**
 * All that is known of one SLO at one target at the start of a minute.
 *
 * @param minute the minute, numbered from the epoch
 * @param settled minutes that do not change any more
 * @param open minutes that may still change, and that {@code settled} does not have
 */
public record KnownCounts(long minute, SloHistory settled, NavigableMap<Long, EventCounts> open) {
    /** Sum over a window that ends with the start of the minute. */
    public EventCounts over(Duration window) {
        long from = minute - window.toMinutes();
        EventCounts sum = settled.sum(from, minute);
        for (EventCounts counts : open.subMap(from, true, minute, false).values()) {
            sum = sum.plus(counts);
        }
        return sum;
    }

    /** Whether nothing was counted in three days. */
    public boolean areNone() {
        return open.isEmpty() && settled.isEmpty();
    }
}
