package io.tachograph.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.SloResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepRunsTest {
    private static final RunResult SAMPLE = SampleRuns.poisson(10, 5);

    @Test
    void knee_isTheHighestRateBeforeTheFirstMiss() {
        SweepRuns sweep = SweepRuns.of(List.of(met(30, 950), met(10, 1000), met(40, 999), met(20, 990)), 0.99);

        assertThat(sweep.knee()).as("40/s is beyond a miss").isEqualTo(20.0);
        assertThat(sweep.runs()).extracting(run -> run.run().requestRate()).containsExactly(10.0, 20.0, 30.0, 40.0);
        assertThat(sweep.nameOf(2)).isEqualTo("30/s");
    }

    @Test
    void kneeIsCountedFromTheScheduledTime() {
        RunResult queued = Changed.slo(met(20, 1000), new SloResult(Map.of("ttft", 0.5), 1000, 1000, 1, 20, 400, 0));

        assertThat(SweepRuns.of(List.of(met(10, 1000), queued), 0.99).knee())
                .as("at 20/s requests wait in the client")
                .isEqualTo(10.0);
    }

    @Test
    void runsOfOneRate_areTakenTogether() {
        SweepRuns sweep = SweepRuns.of(List.of(met(10, 985), met(10, 996), met(20, 985), met(20, 994)), 0.99);

        assertThat(sweep.knee()).as("1981 of 2000 met at 10/s, 1979 at 20/s").isEqualTo(10.0);
        assertThat(sweep.nameOf(1)).isEqualTo("10/s #2");
    }

    @Test
    void clientBoundRun_provesNothing() {
        RunResult bound = Changed.bound(met(20, 1000), 1);

        assertThat(SweepRuns.of(List.of(met(10, 1000), bound), 0.99).knee()).isEqualTo(10.0);
        assertThat(SweepRuns.of(List.of(bound), 0.99).knee()).isNull();
    }

    @Test
    void withoutOrWithDifferentSlos_noKnee() {
        assertThat(SweepRuns.of(List.of(Changed.slo(met(10, 1000), null)), 0.99).knee())
                .isNull();
        RunResult other = Changed.slo(met(20, 1), slo(Map.of("e2e", 1.0), 1000));
        assertThat(SweepRuns.of(List.of(met(10, 1000), other), 0.99).knee()).isNull();
    }

    @Test
    void mixedLoads_areNumbered() {
        List<RunResult> runs = new ArrayList<>(List.of(met(10, 1000)));
        runs.add(Changed.run(SAMPLE, Changed.load(SAMPLE.run(), null, 8)));

        SweepRuns sweep = SweepRuns.of(runs, 0.99);
        assertThat(sweep.load()).isEqualTo(SweepRuns.Load.NUMBER);
        assertThat(sweep.knee()).isNull();
        assertThat(sweep.nameOf(1)).isEqualTo("run 2");
        assertThat(SweepRuns.of(runs.subList(1, 2), 0.99).nameOf(0)).isEqualTo("8 clients");
    }

    /** A run at {@code rate} of which {@code good} of 1,000 requests met the SLO. */
    private static RunResult met(double rate, long good) {
        return Changed.slo(Changed.run(SAMPLE, Changed.load(SAMPLE.run(), rate, null)), slo(Map.of("ttft", 0.5), good));
    }

    private static SloResult slo(Map<String, Double> thresholds, long good) {
        return new SloResult(thresholds, good, 1000, good / 1000.0, good / 60.0, good, 0);
    }
}
