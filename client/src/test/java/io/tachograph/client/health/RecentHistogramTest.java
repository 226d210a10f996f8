package io.tachograph.client.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentHistogramTest {
    private static final long SECOND = 1_000_000_000L;
    /** The clock's value overflows within the tests, as it may. */
    private final long start = Math.subtractExact(Long.MAX_VALUE, 5 * SECOND);

    private final RecentHistogram recent = new RecentHistogram(start, 3);

    @Test
    void spanMoves_oldSecondsLeaveItAndStayInTheWhole() {
        for (int second = 0; second < 10; second++) {
            recent.record(start + second * SECOND, 1 + second);
        }
        long now = start + 9 * SECOND + 500_000_000;

        assertThat(recent.last(now, 3).count()).isEqualTo(4);
        assertThat(recent.last(now, 3).minNanos()).isEqualTo(7);
        assertThat(recent.last(now, 1).count()).isEqualTo(2);
        assertThat(recent.last(now + 3 * SECOND, 3).count()).isEqualTo(1);
        assertThat(recent.last(now + 60 * SECOND, 3).count()).isZero();
        assertThat(recent.all().count()).isEqualTo(10);
    }

    @Test
    void valueOfASecondLeftBehind_countsInTheWholeOnly() {
        recent.record(start + 8 * SECOND, 5);
        recent.record(start + 4 * SECOND, 6);

        assertThat(recent.last(start + 8 * SECOND, 3).count()).isEqualTo(1);
        assertThat(recent.all().count()).isEqualTo(2);
    }

    @Test
    void secondsAbove_countsSecondsNotValues() {
        recent.record(start, 100);
        recent.record(start + 1, 100);
        recent.record(start + SECOND, 50);
        recent.record(start + 2 * SECOND, 100);

        assertThat(recent.secondsAbove(start + 2 * SECOND, 3, 60)).isEqualTo(2);
    }
}
