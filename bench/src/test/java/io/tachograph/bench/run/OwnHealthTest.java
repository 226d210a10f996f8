package io.tachograph.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.bench.record.Waits;
import io.tachograph.bench.result.ClientReport;
import io.tachograph.client.health.Pacing;
import io.tachograph.client.http.arrival.StampCounters;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OwnHealthTest {
    /** A sweep has one client for all of its runs. */
    @Test
    void stampsOfEarlierRuns_areNotThisOnes() {
        AtomicReference<StampCounters> stamps = new AtomicReference<>(new StampCounters(7, 5, 1_000, 900));
        try (OwnHealth health = new OwnHealth(List.of(), stamps::get, Pacing.CLOCK, null)) {
            assertThat(health.report(0, new Waits(0, 0, 0)).lateShare()).isNull();

            stamps.set(new StampCounters(9, 6, 1_400, 1_000));
            ClientReport report = health.report(0, new Waits(0, 0, 0));

            assertThat(report.impossibleStamps()).isEqualTo(2);
            assertThat(report.reorderedStamps()).isEqualTo(1);
            assertThat(report.lateShare()).isEqualTo(0.25);
        }
    }
}
