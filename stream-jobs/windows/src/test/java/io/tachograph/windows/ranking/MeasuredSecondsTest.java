package io.tachograph.windows.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.results.WindowRecordReader;
import io.tachograph.windows.results.WindowRecords;
import io.tachograph.windows.rollup.OpenRollUp;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Output throughput is over the seconds that definitions.md has, whatever windows a ranking is made of. */
class MeasuredSecondsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RankingWindow WINDOW = new RankingWindow(Duration.ofHours(1), MINUTE, MINUTE);
    private static final WindowGrid MINUTES = new WindowGrid(Resolution.ONE_MINUTE, MINUTE, MINUTE);
    private static final Series SERIES = new Series("t", "c", "f", "m", "", "", "probe", "short", true);
    private static final long END = 20_000L * 86_400_000;

    @Test
    void throughput_isOverTheTenSecondWindowsFromTheFirstRequestToTheLast() throws Exception {
        // Given requests in each ten seconds from 40 s to 130 s: 90 measured seconds in three minutes
        long start = END - 10 * 60_000;
        NavigableMap<Long, RequestTotals> blocks = new TreeMap<>();
        for (int minute = 0; minute < 3; minute++) {
            OpenRollUp rollUp = new OpenRollUp(SERIES);
            long minuteStart = start + minute * 60_000L;
            for (long at = minuteStart; at < minuteStart + 60_000; at += 10_000) {
                if (at >= start + 40_000 && at < start + 130_000) {
                    RequestTotals totals = new RequestTotals();
                    totals.cover(at, at + 10_000);
                    totals.addRequest(Outcome.OK, 1, 0, 450);
                    rollUp.put(new WindowSnapshot(SERIES, Resolution.TEN_SECONDS, at, 0, true, totals));
                }
            }
            WindowSnapshot sent = rollUp.snapshot(MINUTES, minuteStart, true);
            WindowSnapshot received =
                    WindowRecordReader.of(WindowRecords.of(sent, 0)).window();
            assertThat(received).isEqualTo(sent);
            blocks.put(minuteStart, received.totals());
        }

        // When
        ModelEstimates estimates = WindowEstimates.of(SERIES, WINDOW, END, blocks);

        // Then: 9 × 450 tokens in 90 s
        assertThat(estimates.estimates())
                .filteredOn(estimate -> estimate.subject().metric() == RankingMetric.OUTPUT_THROUGHPUT)
                .singleElement()
                .satisfies(estimate -> assertThat(estimate.value()).isCloseTo(45.0, within(1e-9)));
    }
}
