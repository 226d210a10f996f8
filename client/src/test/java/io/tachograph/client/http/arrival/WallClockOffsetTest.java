package io.tachograph.client.http.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WallClockOffsetTest {
    private static final long MILLI = 1_000_000;
    /** Begins below zero, as System.nanoTime may. */
    private long monotonic = -5_000 * MILLI;

    private long difference = 1_700_000_000_000_000_000L;
    /** What passes within a reading of the wall clock, before and after it is taken. */
    private long before = 20;

    private long after = 30;

    private final WallClockOffset offset = new WallClockOffset(() -> monotonic, () -> {
        monotonic += before;
        long wall = monotonic + difference;
        monotonic += after;
        return wall;
    });

    @Test
    void wallClockTimes_areMappedToTheMonotonicClock_withinTheSpanOfAReading() {
        long now = offset.read();

        assertThat(now).isEqualTo(monotonic);
        assertThat(offset.monotonic(monotonic + difference) - monotonic).isBetween(-25L, 25L);
        assertThat(offset.trusted()).isTrue();
    }

    @Test
    void interruptedReading_neitherMovesTheOffsetNorIsTakenForAStep() {
        offset.read();
        before = 4 * MILLI;
        offset.read();
        before = 20;
        after = 8 * MILLI;
        offset.read();

        assertThat(offset.trusted()).isTrue();
        assertThat(offset.monotonic(monotonic + difference) - monotonic).isBetween(-25L, 25L);
    }

    @Test
    void interruptedFirstReading_isNotTrusted_andReplacedByABetterOne() {
        before = 4 * MILLI;
        offset.read();
        assertThat(offset.trusted()).isFalse();
        before = 20;
        offset.read();

        assertThat(offset.trusted()).isTrue();
        assertThat(offset.monotonic(monotonic + difference) - monotonic).isBetween(-25L, 25L);
    }

    @Test
    void slowClocks_areTrusted_withinHalfOfWhatAReadingTakes() {
        before = WallClockOffset.UNKNOWN_NANOS - after;
        offset.read();

        assertThat(offset.trusted()).isTrue();
        assertThat(Math.abs(offset.monotonic(monotonic + difference) - monotonic))
                .isLessThanOrEqualTo(WallClockOffset.UNKNOWN_NANOS / 2);

        difference += 3 * MILLI;
        before = 2 * MILLI;
        offset.read();
        monotonic += WallClockOffset.DISTRUST_NANOS;
        offset.read();
        assertThat(offset.trusted()).as("stepped, and no good reading since").isFalse();
    }

    @Test
    void stepForward_isDistrustedForASecond_andThenMappedAnew() {
        stepBy(3 * MILLI);
    }

    @Test
    void stepBack_isDistrustedForASecond_andThenMappedAnew() {
        stepBy(-20_000 * MILLI);
    }

    private void stepBy(long nanos) {
        offset.read();
        difference += nanos;
        offset.read();
        assertThat(offset.trusted()).isFalse();

        monotonic += WallClockOffset.DISTRUST_NANOS - MILLI;
        offset.read();
        assertThat(offset.trusted()).isFalse();

        monotonic += MILLI;
        offset.read();
        assertThat(offset.trusted()).isTrue();
        assertThat(offset.monotonic(monotonic + difference) - monotonic).isBetween(-25L, 25L);
    }
}
