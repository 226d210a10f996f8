package io.tachograph.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final Series SERIES = new Series("t", "c", "f", "m", "", "", "probe", "short", true);

    @Test
    void histogramThatContradictsItself_isRefused() {
        assertRefused(() -> histogram(1, 0, new int[] {1}, new long[] {}), "1 indexes for 0 counts");
        assertRefused(() -> histogram(2, 0, new int[] {3, 3}, new long[] {1, 1}), "index 3 is out of order");
        assertRefused(() -> histogram(0, 0, new int[] {3}, new long[] {0}), "bucket 3 is below 1");
        assertRefused(() -> histogram(5, 1, new int[] {3}, new long[] {1}), "count 5 is not the 2 of its buckets");
        assertRefused(() -> histogram(0, -1, new int[] {3}, new long[] {1}), "negative zero count");
        assertRefused(
                () -> new StoredHistogram(1, 1, 2, 1, 0, new int[] {3}, new long[] {1}),
                "minimum is above its maximum");
    }

    @Test
    void windowThatIsNone_isRefused() {
        assertRefused(() -> window(Instant.parse("2026-03-04T12:00:05Z"), 1), "no window of 10s starts at");
        assertRefused(() -> window(Instant.parse("2026-03-04T12:00:00.5Z"), 1), "no window of 10s starts at");
        assertRefused(() -> window(Instant.parse("2026-03-04T12:00:00Z"), -1), "less than nothing");
    }

    @Test
    void rankingThatCannotBeStored_isRefused() {
        RankingRow.Evidence evidence = new RankingRow.Evidence(9, 9, 1, 0, null, false);
        RankingRow.Place first = new RankingRow.Place(1, 1, 1, 1);
        assertRefused(
                () -> new RankingRow.Entry("m", first, null, 2.0, 1.0, 3.0, evidence), "rank 1 of m has no value");
        assertRefused(
                () -> new RankingRow.Entry("m", null, 2.0, 2.0, 1.0, null, evidence), "interval of m has one end");
        assertRefused(() -> new RankingRow.Place(1, 3, 2, 1), "rank 1 of 3 to 2");
        assertRefused(
                () -> new RankingRow(
                        "ttft", "p50", "s", "probe", "short", true, Instant.EPOCH, Duration.ofMillis(1500), List.of()),
                "whole seconds");
    }

    @Test
    void sloThatIsNone_isRefused() {
        assertRefused(() -> new StoredSlo("fast", null, null, null), "the SLO fast has no threshold");
        assertRefused(() -> new StoredSlo("fast", 0.0, null, null), "not above zero");
        assertRefused(() -> new StoredSlo("fast", 1.0, Double.NaN, null), "not above zero");
        assertRefused(() -> new StoredSloCounts(3, 4, null, null, null), "4 of 3 requests");
    }

    private static void assertRefused(Runnable making, String reason) {
        assertThatThrownBy(making::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private static StoredHistogram histogram(long count, long zeroCount, int[] indexes, long[] counts) {
        return new StoredHistogram(count, 1, 1, 1, zeroCount, indexes, counts);
    }

    private static RequestWindowRow window(Instant start, long requests) {
        return new RequestWindowRow(
                SERIES, Resolution.TEN_SECONDS, start, 0, 0, false, requests, Map.of(), 0, 0, 0, 0, Map.of());
    }
}
