package io.tachograph.windows.regression;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.RegressionRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.AnyTotals;
import io.tachograph.windows.WindowSnapshot;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever minutes hold, two versions can be compared by them. */
class AnyComparisonTest {
    private static final Series CELL = new Series("t", "c", "f", "m", "1", "", "probe", "short", true);
    private static final long START = 20_000L * 86_400_000;

    private static NavigableMap<Long, VersionBlock> blocks(Random random) {
        NavigableMap<Long, VersionBlock> blocks = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            long start = START + i * VersionBlock.MILLIS;
            VersionBlock block = new VersionBlock();
            for (int minute = random.nextInt(6); minute > 0; minute--) {
                long at = start + minute * 60_000L;
                block.add(
                        new WindowSnapshot(CELL, Resolution.ONE_MINUTE, at, 0, true, AnyTotals.of(at, 60_000, random)));
            }
            blocks.put(start, block);
        }
        return blocks;
    }

    @Test
    void anyRequests_canBeCompared() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            CellComparison comparison = new CellComparison(CELL, "1", "2", blocks(random), blocks(random));
            for (RegressionRow row : comparison.rows(0.05, START)) {
                assertThat(row.verdict()).as("seed %s: %s", seed, row).isNotNull();
            }
        }
    }
}
