package io.tachograph.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmittedWindowTest {
    private static final Series SERIES = new Series("t", "c", "f", "m", "", "", "probe", "short", true);

    private static EmittedWindow emitted(int epoch, int requests, boolean complete, int revision) {
        RequestTotals totals = new RequestTotals();
        for (int i = 0; i < requests; i++) {
            totals.addRequest(Outcome.OK, 1, 0, 1);
        }
        return new EmittedWindow(
                epoch, new WindowSnapshot(SERIES, Resolution.ONE_MINUTE, 0, revision, complete, totals));
    }

    @Test
    void emissions_areOrderedByEpochRequestsCompleteAndRevision() {
        List<EmittedWindow> ascending = List.of(
                emitted(0, 1, false, 8),
                emitted(0, 2, false, 3),
                emitted(0, 2, false, 4),
                emitted(0, 2, true, 0),
                emitted(0, 3, false, 0),
                emitted(1, 0, false, 0));

        for (int i = 0; i < ascending.size(); i++) {
            for (int j = 0; j < ascending.size(); j++) {
                assertThat(ascending.get(i).replaces(ascending.get(j))).isEqualTo(i >= j);
            }
        }
    }
}
