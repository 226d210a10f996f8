package io.tachograph.jobs.request;

import io.tachograph.windows.WindowGrid;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which keys have an open window, by the windows' starts. All windows that start together fall due together, so a list
 * does what a timer for each of them would, without a heap of timers to sift and without a place in the checkpoint:
 * after a restart it is made again from the windows.
 *
 * <p>Not thread-safe.
 */
final class WindowDueTimes {
    /** In the order in which they came. */
    private static final class Keys {
        private final Long start;
        private final List<String> open = new ArrayList<>();
        private final List<String> changed = new ArrayList<>();

        private Keys(Long start) {
            this.start = start;
        }
    }

    /** What is done with a window that fell due at a time, milliseconds since the epoch. */
    interface Due {
        void emit(String key, Long start, long dueAt, boolean complete) throws Exception;
    }

    private final TreeMap<Long, Keys> starts = new TreeMap<>();

    /** A start as the one object for all windows, whose value is near at hand when many of them are looked at. */
    Long one(long start) {
        return keys(start).start;
    }

    /** Says that a window was opened; once for each. */
    void opened(String key, long start) {
        keys(start).open.add(key);
    }

    /** Says that an open window changed; once between two emissions of it. */
    void changed(String key, long start) {
        keys(start).changed.add(key);
    }

    private Keys keys(long start) {
        return starts.computeIfAbsent(start, Keys::new);
    }

    /**
     * Emits what falls due while the clock advances from {@code clock} to {@code now}: early, what changed; at last, what
     * is complete, and forgets it. The same is emitted in however many steps the clock goes.
     *
     * @param clock where it stood when anything changed last
     */
    void advance(WindowGrid grid, long clock, long now, Due due) throws Exception {
        Iterator<Map.Entry<Long, Keys>> oldestFirst = starts.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<Long, Keys> entry = oldestFirst.next();
            Long start = entry.getKey();
            Keys keys = entry.getValue();
            long early = grid.nextEmission(start, clock);
            if (now < early) {
                return; // and all that starts later is due no sooner
            }
            long completeAt = grid.completeAt(start);
            if (early < completeAt) {
                for (String key : keys.changed) {
                    due.emit(key, start, early, false);
                }
                keys.changed.clear();
            }
            if (now >= completeAt) {
                oldestFirst.remove();
                for (String key : keys.open) {
                    due.emit(key, start, completeAt, true);
                }
            }
        }
    }
}
