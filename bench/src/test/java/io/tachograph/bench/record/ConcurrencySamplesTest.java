package io.tachograph.bench.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConcurrencySamplesTest {
    @Test
    void longRun_keepsEverySecondInstant_andCountsExactlyAtThose() {
        ConcurrencySamples samples = new ConcurrencySamples();
        SplittableRandom random = new SplittableRandom(1);
        // Instants end up 20.48 ms apart: ten hours need eleven halvings.
        long step = 10_000L << 11;
        int[] open = new int[1_800_000];
        for (int i = 0; i < 20_000; i++) {
            long sent = random.nextLong(36_000_000_000_000L) - (i % 2 == 0 ? 0 : 1_000_000_000L * (i % 3));
            long closed = Math.max(0, sent) + random.nextLong(100_000_000_000L);
            samples.add(sent, closed);
            for (long k = (Math.max(0, sent) + step - 1) / step; k * step < closed && k < open.length; k++) {
                open[(int) k]++;
            }
        }
        int most = 0;
        for (long k = 1_000_000_000_000L / step + 1; k * step <= 35_000_000_000_000L; k++) {
            most = Math.max(most, open[(int) k]);
        }
        assertThat(samples.most(1_000_000_000_000L, 35_000_000_000_000L)).isEqualTo(most);
    }

    @Test
    void whatIsUnderWayAtADroppedInstantOnly_isGone_andAtOneThatStaysIsNot() {
        ConcurrencySamples samples = new ConcurrencySamples();
        samples.add(10_000, 20_000);
        samples.add(40_000, 50_000);
        assertThat(samples.most(0, 20_000)).isEqualTo(1);

        samples.add(0, 11_000_000_000L);

        assertThat(samples.most(0, 20_000)).isEqualTo(1);
        assertThat(samples.most(30_000, 50_000)).isEqualTo(2);
    }
}
