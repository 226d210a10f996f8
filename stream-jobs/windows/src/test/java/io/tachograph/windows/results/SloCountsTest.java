package io.tachograph.windows.results;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.store.Resolution;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloTotals;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.request.RequestSamples;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SloCountsTest {
    private static final SloDefinition CHAT = new SloDefinition("chat", 500_000_000L, 33_333_333L, SloDefinition.ANY);
    private static final SloDefinition WHOLE =
            new SloDefinition("whole", SloDefinition.ANY, SloDefinition.ANY, 30_000_000_000L);

    private static WindowSnapshot window() throws Exception {
        RequestTotals totals = new RequestTotals();
        totals.addSlo(CHAT, new SloTotals(10, 4, 7, 5, 0));
        totals.addSlo(WHOLE, new SloTotals(9, 8, 0, 0, 8));
        return new WindowSnapshot(
                RequestSamples.of(success(1, MIDNIGHT_MILLIS).build(), 0, 0).series(),
                Resolution.ONE_DAY,
                MIDNIGHT_MILLIS,
                0,
                false,
                totals);
    }

    @Test
    void rows_areInSecondsAndHaveNullWhereThereIsNoThreshold() throws Exception {
        assertThat(WindowRows.of(window(), 0).slos())
                .isEqualTo(Map.of(
                        new StoredSlo("chat", 0.5, 0.033333333, null), new StoredSloCounts(10, 4, 7L, 5L, null),
                        new StoredSlo("whole", null, null, 30.0), new StoredSloCounts(9, 8, null, null, 8L)));
    }

    @Test
    void recordsOnTheWire_giveBackWhatTheyWereMadeOf() throws Exception {
        RequestWindow record = WindowRecords.of(window(), 0);

        Map<SloDefinition, SloTotals> back = new HashMap<>();
        record.getSlos().forEach(count -> back.put(SloCounts.definitionOf(count), SloCounts.totalsOf(count)));
        assertThat(back).isEqualTo(window().totals().slos());
        assertThat(record.getResolutionMillis()).isEqualTo(86_400_000);
    }
}
