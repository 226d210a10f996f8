package io.tachograph.windows.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.windows.BinaryCopies;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Against counts that are all kept and added one by one. */
class SloHistoryTest {
    private static final long START = 29_000_003;

    private final TreeMap<Long, EventCounts> all = new TreeMap<>();
    private final Random random = new Random(11);

    /** Minutes of a window; before the last day only those whose whole five minutes lie in it. */
    private EventCounts added(long from, long to, long nextMinute) {
        EventCounts sum = EventCounts.NONE;
        boolean coarse = from < nextMinute - 1_440;
        for (Map.Entry<Long, EventCounts> minute : all.subMap(from, to).entrySet()) {
            if (!coarse || minute.getKey() / 5 * 5 >= from) {
                sum = sum.plus(minute.getValue());
            }
        }
        return sum;
    }

    private void settle(SloHistory history, long minute) {
        long eligible = random.nextInt(200);
        EventCounts counts = new EventCounts(eligible, eligible == 0 ? 0 : random.nextLong(eligible));
        all.put(minute, counts);
        history.settle(minute, counts);
    }

    @Test
    void everyWindow_isTheSumOfItsMinutes() {
        SloHistory history = new SloHistory(START);
        long minute = START;
        while (minute < START + 14_000) {
            settle(history, minute);
            if (random.nextInt(10) == 0) {
                for (int back : new int[] {5, 30, 60, 120, 360, 1_440 - 12, 4_320 - 12, 4_320 - 9}) {
                    long next = history.nextMinute();
                    long from = next - back;
                    assertThat(history.sum(from, next + 12))
                            .as("%s minutes until %s", back, next)
                            .isEqualTo(added(from, next, next));
                }
            }
            // Quiet minutes, now and then quiet hours and days.
            minute += switch (random.nextInt(400)) {
                case 0 -> 1 + random.nextInt(6_000);
                case 1, 2 -> 1 + random.nextInt(600);
                default -> 1 + random.nextInt(3);
            };
        }
        assertThat(all).hasSizeGreaterThan(500);
    }

    @Test
    void afterThreeQuietDays_nothingIsLeft() {
        SloHistory history = new SloHistory(START);
        settle(history, START);
        history.settleUntil(START + 4_000);
        assertThat(history.isEmpty()).isFalse();

        history.settleUntil(START + 4_325);

        assertThat(history.isEmpty()).isTrue();
        assertThat(history).isEqualTo(new SloHistory(START + 4_325));
    }

    @Test
    void minuteThatIsSettled_isRefused() {
        SloHistory history = new SloHistory(START);
        settle(history, START + 4);

        assertThatThrownBy(() -> history.settle(START + 4, EventCounts.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void absurdCounts_saturate() {
        SloHistory history = new SloHistory(START);
        history.settle(START, new EventCounts(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2));

        assertThat(history.sum(START, START + 1)).isEqualTo(new EventCounts(Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    @Test
    void keptAndReadAgain_isTheSame() throws Exception {
        SloHistory history = new SloHistory(START);
        assertThat(BinaryCopies.of(new SloHistoryFormat(), history)).isEqualTo(history);
        for (long minute = START; minute < START + 4_000; minute += 1 + random.nextInt(5)) {
            settle(history, minute);
        }

        assertThat(BinaryCopies.of(new SloHistoryFormat(), history)).isEqualTo(history);
        assertThat(new SloHistoryFormat().copy(history)).isEqualTo(history).isNotSameAs(history);
    }

    @Test
    void keptThreeBusyDays_takeTenKilobytesAtMost() throws Exception {
        SloHistory history = new SloHistory(START);
        for (long minute = START; minute < START + 4_320; minute++) {
            history.settle(minute, new EventCounts(6_000, random.nextInt(60)));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new SloHistoryFormat().write(history, new DataOutputStream(bytes));

        assertThat(bytes.size()).isBetween(5_000, 12_000);
    }
}
