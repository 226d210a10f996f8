package io.tachograph.jobs.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;

class KeyGroupClocksTest {
    private static final int KEY_GROUPS = 128;
    private static final long START = 1_772_582_400_000L;

    /** The subtasks of an operator that was restored. */
    private static List<KeyGroupClocks> restored(int parallelism, Iterable<Tuple2<Integer, Long>> written) {
        return IntStream.range(0, parallelism)
                .mapToObj(index ->
                        KeyGroupClocks.of(new TaskInfoImpl("windows", KEY_GROUPS, index, parallelism, 0), written))
                .toList();
    }

    /** What all of them write when their clocks stand at these times. */
    private static List<Tuple2<Integer, Long>> written(List<KeyGroupClocks> subtasks, long... clocks) {
        List<Tuple2<Integer, Long>> written = new ArrayList<>();
        for (int i = 0; i < clocks.length; i++) {
            written.addAll(subtasks.get(i).at(clocks[i]));
        }
        return written;
    }

    private static KeyGroupClocks subtaskOf(String key, List<KeyGroupClocks> subtasks) {
        return subtasks.get(KeyGroupRangeAssignment.assignKeyToParallelOperator(key, KEY_GROUPS, subtasks.size()));
    }

    @Test
    void withoutState_noTimeHasPassed() {
        KeyGroupClocks clocks = restored(1, List.of()).get(0);

        assertThat(clocks.least()).isEqualTo(Long.MIN_VALUE);
        assertThat(clocks.furthest()).isEqualTo(Long.MIN_VALUE);
        assertThat(clocks.of("any")).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void keys_keepTheClockOfTheirSubtaskWhateverTheParallelismIsAfterwards() {
        Random random = new Random(20_261_130);
        for (int parallelism = 1; parallelism <= 5; parallelism++) {
            List<KeyGroupClocks> before = restored(parallelism, List.of());
            long[] clocks = random.longs(parallelism, START, START + 60_000).toArray();
            for (int after = 1; after <= 5; after++) {
                List<KeyGroupClocks> subtasks = restored(after, written(before, clocks));
                for (int i = 0; i < 500; i++) {
                    String key = "series " + i;
                    int owner = KeyGroupRangeAssignment.assignKeyToParallelOperator(key, KEY_GROUPS, parallelism);
                    KeyGroupClocks now = subtaskOf(key, subtasks);
                    assertThat(now.of(key)).isEqualTo(clocks[owner]).isBetween(now.least(), now.furthest());
                }
            }
        }
    }

    /** A subtask that has keys of two clocks, and a clock of its own that is between them. */
    @Test
    void clockThatIsBehindThatOfSomeKeys_doesNotSetThemBack() {
        List<KeyGroupClocks> one = restored(1, written(restored(2, List.of()), START, START + 20_000));
        assertThat(one.get(0).least()).isEqualTo(START);
        assertThat(one.get(0).furthest()).isEqualTo(START + 20_000);

        List<KeyGroupClocks> again = restored(2, written(one, START + 10_000));

        assertThat(again.get(0).of(keyOf(0))).isEqualTo(START + 10_000);
        assertThat(again.get(1).of(keyOf(1))).isEqualTo(START + 20_000);
    }

    /** A key of one of two subtasks. */
    private static String keyOf(int subtask) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "series " + i)
                .filter(key -> KeyGroupRangeAssignment.assignKeyToParallelOperator(key, KEY_GROUPS, 2) == subtask)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void savepointThatWasDrained_isRefused() {
        List<Tuple2<Integer, Long>> drained = written(restored(1, List.of()), Long.MAX_VALUE);

        assertThatThrownBy(() -> restored(1, drained))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("--drain");
    }
}
