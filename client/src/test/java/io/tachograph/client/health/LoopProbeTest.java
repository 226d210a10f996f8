package io.tachograph.client.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.histogram.LatencyHistogram;
import org.junit.jupiter.api.Test;

class LoopProbeTest {
    private static final long MILLI = 1_000_000L;
    private static final long PERIOD = 10 * MILLI;

    private final HandLoop loop = new HandLoop();
    private long now;
    private final RecentHistogram delays = new RecentHistogram(0, 30);
    private final LoopProbe probe = new LoopProbe(loop, () -> now, 0, PERIOD, delays);

    private void tickAt(long nanos) {
        now = nanos;
        probe.tick(now);
    }

    private void loopRunsAt(long nanos) {
        now = nanos;
        loop.runAll();
    }

    @Test
    void loopStalledForASecond_isAHundredLateProbesAndOneTask() {
        for (long at = PERIOD; at < 1000 * MILLI; at += PERIOD) {
            tickAt(at);
        }
        loopRunsAt(1005 * MILLI);
        tickAt(1010 * MILLI);

        // Due at 10, 20, … 1000 ms, all served at 1005 ms.
        LatencyHistogram expected = new LatencyHistogram();
        for (long due = PERIOD; due <= 1000 * MILLI; due += PERIOD) {
            expected.record(1005 * MILLI - due);
        }
        assertThat(expected.count()).isEqualTo(100);
        assertThat(delays.all()).isEqualTo(expected);
        assertThat(probe.blockedNanos(now)).isEqualTo(995 * MILLI);
        assertThat(loop.handedOver).isEqualTo(2);
    }

    @Test
    void probingThreadABitLate_isNotTheLoopsDelay() {
        tickAt(PERIOD + 3 * MILLI);
        loopRunsAt(PERIOD + 3 * MILLI + 50_000);
        tickAt(2 * PERIOD + 1);

        assertThat(delays.all().count()).isEqualTo(1);
        assertThat(delays.all().maxNanos()).isEqualTo(50_000);
        assertThat(probe.blockedNanos(now)).isZero();
    }

    @Test
    void wholeProcessFrozen_countsFromTheInstantsThatWereMissed() {
        tickAt(PERIOD);
        loopRunsAt(PERIOD + 1);
        tickAt(520 * MILLI);
        loopRunsAt(520 * MILLI + 7);
        tickAt(530 * MILLI);

        LatencyHistogram expected = new LatencyHistogram();
        expected.record(1);
        for (long due = 2 * PERIOD; due <= 520 * MILLI; due += PERIOD) {
            expected.record(520 * MILLI + 7 - due);
        }
        assertThat(delays.all()).isEqualTo(expected);
    }

    @Test
    void loopThatHasNotAnsweredYet_isSeenWhileItIsStalled() {
        tickAt(PERIOD);
        now = 400 * MILLI + 1;
        RecentHistogram view = delays.copy();
        probe.addWaiting(now, -1, view);

        assertThat(view.all().count()).isEqualTo(40);
        assertThat(view.all().maxNanos()).isEqualTo(390 * MILLI + 1);
        assertThat(probe.blockedNanos(now)).isEqualTo(390 * MILLI + 1);
        assertThat(delays.all().count()).as("not counted twice later").isZero();
    }

    @Test
    void loopShutDown_isNoStall() {
        tickAt(PERIOD);
        loop.shutdown();
        tickAt(2 * PERIOD);
        now = 5000 * MILLI;
        probe.addWaiting(now, 0, delays);

        assertThat(delays.all().count()).isZero();
        assertThat(probe.blockedNanos(now)).isZero();
    }
}
