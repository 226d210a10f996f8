package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkIntervalTest {
    @ParameterizedTest
    @CsvSource({
        "PT10S, 1, P1D", "PT10S, 1000, P1D", "PT10S, 4600, P1D", "PT10S, 4700, PT6H", "PT10S, 100000, PT1H",
        "PT10S, 10000000, PT1H", "PT1M, 1000, P7D", "PT1M, 100000, PT6H", "PT1H, 1000, P30D", "PT1H, 100000, P7D",
        "PT24H, 1000, P365D", "PT24H, 100000, P365D", "PT24H, 10000000, P365D",
    })
    void chunk_growsWithTheWindowAndShrinksWithTheLoad(Duration window, int targets, Duration expected) {
        assertThat(ChunkInterval.of(window, targets)).isEqualTo(expected);
    }

    @Test
    void batchesOfASeries_areLargeEnoughToCompress() {
        for (Duration window : new Duration[] {Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(1)}) {
            for (int targets = 1; targets <= 100_000; targets *= 10) {
                assertThat(ChunkInterval.of(window, targets).dividedBy(window)).isGreaterThanOrEqualTo(100);
            }
        }
    }
}
