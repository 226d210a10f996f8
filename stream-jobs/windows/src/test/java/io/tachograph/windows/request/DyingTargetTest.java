package io.tachograph.windows.request;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.store.RankingRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.ranking.CellRanking;
import io.tachograph.windows.ranking.ModelEstimates;
import io.tachograph.windows.ranking.RankingWindow;
import io.tachograph.windows.ranking.WindowEstimates;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A target whose every answer dies after a quick first token: however quick, no latency ranks it. */
class DyingTargetTest {
    private static final int MINUTES = 60;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final WindowGrid GRID = new WindowGrid(Resolution.ONE_MINUTE, Duration.ofSeconds(60), MINUTE);
    private static final RankingWindow HOUR = new RankingWindow(Duration.ofHours(1), MINUTE, MINUTE);
    private static final long END = MIDNIGHT_MILLIS + Duration.ofHours(1).toMillis();

    @Test
    void targetThatAlwaysDies_hasNoPlaceByLatency_andTheLastByRates() throws Exception {
        List<RankingRow> rankings = new CellRanking(new HashMap<>(), 1)
                .rank(List.of(estimates("steady", Outcome.OK), estimates("dying", Outcome.STREAM_ERROR)), END);

        assertThat(rankings).extracting(RankingRow::metric).contains("ttft", "e2e", "tpot", "error_rate");
        for (RankingRow ranking : rankings) {
            RankingRow.Entry last = ranking.entries().get(ranking.entries().size() - 1);
            assertThat(ranking.entries().get(0).model()).isEqualTo("steady");
            assertThat(last.model()).isEqualTo("dying");
            switch (ranking.metric()) {
                case "error_rate" -> assertThat(last.value()).isEqualTo(1);
                case "output_throughput" -> assertThat(last.value()).isZero();
                default -> assertThat(last.place()).as(ranking.metric()).isNull();
            }
        }
    }

    private static ModelEstimates estimates(String model, Outcome outcome) throws Exception {
        NavigableMap<Long, RequestTotals> blocks = new TreeMap<>();
        Series series = sample(model, outcome, 0).series();
        for (int minute = 0; minute < MINUTES; minute++) {
            OpenWindow window = new OpenWindow(series);
            for (int i = 0; i < 20; i++) {
                window.add(sample(model, outcome, minute * 20 + i));
            }
            long start = MIDNIGHT_MILLIS + minute * MINUTE.toMillis();
            blocks.put(start, window.snapshot(GRID, start, true).totals());
        }
        return WindowEstimates.of(series, HOUR, END, blocks);
    }

    /** The one that dies is five times as fast. */
    private static RequestSample sample(String model, Outcome outcome, int number) throws Exception {
        long at = MIDNIGHT_MILLIS + number * MINUTE.toMillis() / 20;
        RequestTiming.Builder timing = success(number, at).setModel(model).setTarget("lab-vllm-" + model);
        if (outcome != Outcome.OK) {
            timing.setOutcome(outcome)
                    .setError("the target reported an error within the stream")
                    .setFirstTokenNanos(timing.getFirstChunkNanos())
                    .setFirstOutputTokenNanos(timing.getFirstChunkNanos());
        }
        return RequestSamples.of(timing.build(), 0, number);
    }
}
