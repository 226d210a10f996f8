package io.tachograph.windows.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.Ranking;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.store.RankingRow;
import io.tachograph.store.Series;
import io.tachograph.windows.AnyTotals;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.results.WindowRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever windows hold, there is a ranking of it that can be stored and sent. */
class AnyRankingTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RankingWindow WINDOW = new RankingWindow(Duration.ofMinutes(12), MINUTE, MINUTE);
    private static final long END = 20_000L * 86_400_000;

    private static Series model(String name) {
        return new Series("", "", "", name, "", "", "probe", "short", true);
    }

    private static ModelEstimates estimates(String model, NavigableMap<Long, RequestTotals> blocks) {
        return WindowEstimates.of(model(model), WINDOW, END, blocks);
    }

    @Test
    void modelWithCancelledRequestsAlone_hasNoErrorRateAndNoPlace() {
        RequestTotals cancelled = new RequestTotals();
        cancelled.cover(END - 60_000, END - 50_000);
        cancelled.addRequest(Outcome.CANCELLED, 10, 0, 3);

        ModelEstimates estimates = estimates("m", new TreeMap<>(Map.of(END - 60_000, cancelled)));

        assertThat(estimates.estimates())
                .filteredOn(estimate -> estimate.subject().metric() == RankingMetric.ERROR_RATE)
                .singleElement()
                .satisfies(estimate -> assertThat(estimate.value()).isNull());
        for (RankingRow ranking : new CellRanking(new HashMap<>(), 3).rank(List.of(estimates), END)) {
            assertThat(ranking.entries())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.place()).isNull());
        }
    }

    @Test
    void anyRequests_giveARankingThatCanBeSent() {
        RecordEncoder<Ranking> encoder = new RecordEncoder<>(Ranking.getClassSchema());
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<ModelEstimates> models = new ArrayList<>();
            for (int model = 0; model < 3; model++) {
                NavigableMap<Long, RequestTotals> blocks = new TreeMap<>();
                for (long start = WINDOW.firstBlock(END); start < END; start += 60_000) {
                    if (random.nextInt(3) == 0) {
                        blocks.put(start, AnyTotals.of(start, 60_000, random));
                    }
                }
                models.add(estimates("m" + model, blocks));
            }
            for (RankingRow ranking : new CellRanking(new HashMap<>(), 3).rank(models, END)) {
                assertThat(encoder.encode(WindowRecords.of(ranking))).isNotEmpty();
                for (RankingRow.Entry entry : ranking.entries()) {
                    assertThat(entry.value() == null || Double.isFinite(entry.value()))
                            .as("seed %s: %s", seed, entry)
                            .isTrue();
                    assertThat(entry.high() == null || Double.isFinite(entry.high()))
                            .as("seed %s: %s", seed, entry)
                            .isTrue();
                }
            }
        }
    }
}
