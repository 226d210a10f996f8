package io.tachograph.jobs.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Where the clock stood for each key group when a checkpoint was made, which is what was complete for its keys and what
 * was not. Subtasks need not agree on it: while a source's subtask wakes from being idle, one may have seen another's
 * watermark before and the next after, and the first is ahead until the slower one has caught up. So the clock goes with
 * the keys when they come to another subtask, and no key gets another's.
 *
 * <p>Milliseconds since the epoch; {@link Long#MIN_VALUE} where nothing was restored. Not thread-safe.
 */
final class KeyGroupClocks {
    private final int keyGroups;
    private final KeyGroupRange own;
    private final long[] clocks;

    private KeyGroupClocks(int keyGroups, KeyGroupRange own) {
        this.keyGroups = keyGroups;
        this.own = own;
        this.clocks = new long[own.getNumberOfKeyGroups()];
        Arrays.fill(clocks, Long.MIN_VALUE);
    }

    /**
     * Those of the key groups of one subtask, out of what all subtasks wrote by {@link #at}.
     *
     * @throws IllegalStateException when the clock had come to its end: nothing would count any more
     */
    static KeyGroupClocks of(TaskInfo task, Iterable<Tuple2<Integer, Long>> restored) {
        int keyGroups = task.getMaxNumberOfParallelSubtasks();
        KeyGroupRange own = KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                keyGroups, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
        KeyGroupClocks clocks = new KeyGroupClocks(keyGroups, own);
        for (Tuple2<Integer, Long> clock : restored) {
            if (clock.f1 == Long.MAX_VALUE) {
                throw new IllegalStateException(
                        "the savepoint was made with --drain, which closes all windows, so every"
                                + " request would be late: resume from one that was made without, or from a checkpoint");
            }
            if (own.contains(clock.f0)) {
                clocks.clocks[clock.f0 - own.getStartKeyGroup()] = clock.f1;
            }
        }
        return clocks;
    }

    /** The slowest: no key's windows have been emitted for less. */
    long least() {
        return Arrays.stream(clocks).min().orElse(Long.MIN_VALUE);
    }

    /** The furthest: from there on the subtask's clock holds for all keys. */
    long furthest() {
        return Arrays.stream(clocks).max().orElse(Long.MIN_VALUE);
    }

    /** The clock that a key came with. */
    long of(String key) {
        return clocks[KeyGroupRangeAssignment.assignToKeyGroup(key, keyGroups) - own.getStartKeyGroup()];
    }

    /** What is written when the subtask's clock is at {@code now}. */
    List<Tuple2<Integer, Long>> at(long now) {
        List<Tuple2<Integer, Long>> written = new ArrayList<>(clocks.length);
        for (int i = 0; i < clocks.length; i++) {
            written.add(Tuple2.of(own.getStartKeyGroup() + i, Math.max(clocks[i], now)));
        }
        return written;
    }
}
