package io.tachograph.client.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WallClockTest {
    private static final Instant START = Instant.parse("2026-11-21T05:00:00.000123Z");
    private static final long START_MICROS = 1_795_237_200_000_123L;

    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final AtomicReference<Instant> wall = new AtomicReference<>(START);
    private final WallClock clock = new WallClock(nanos::get, wall::get);

    @Test
    void instant_isMappedByThePairTakenAtTheStart() {
        assertThat(clock.microsAt(-5_000_000_000L)).isEqualTo(START_MICROS);
        assertThat(clock.microsAt(-5_000_000_000L + 1_500_000)).isEqualTo(START_MICROS + 1500);
        assertThat(clock.microsAt(-5_000_000_000L - 1)).isEqualTo(START_MICROS - 1);
    }

    @Test
    void wallClockThatWasSet_changesNoMapping_butShowsAsDrift() {
        wall.set(START.plusSeconds(-60));
        nanos.addAndGet(2_000_000_000L);

        assertThat(clock.microsAt(nanos.get())).isEqualTo(START_MICROS + 2_000_000);
        assertThat(clock.driftMicros()).isEqualTo(-62_000_000L);
    }

    @Test
    void laterInstant_neverMapsEarlier() {
        long previous = Long.MIN_VALUE;
        for (long n = -5_000_002_000L; n < -4_999_998_000L; n++) {
            long micros = clock.microsAt(n);
            assertThat(micros).isGreaterThanOrEqualTo(previous);
            previous = micros;
        }
    }
}
