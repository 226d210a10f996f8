package io.tachograph.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.bench.compare.SimulatedRun;
import io.tachograph.bench.result.SloResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final QueueingServer SERVER = new QueueingServer(10, 0.1, 0.3, true);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    @Test
    void impossibleSlo_noRatePasses() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            SweepResult result = sweep(trial("e2e", 0.02, seed)).search(SweepSettings.between(10, 1_000));

            assertThat(result.found()).isNull();
            assertThat(result.valid()).isTrue();
            assertThat(result.trials()).noneMatch(made -> made.judgement().verdict() == SweepVerdict.PASS);
            assertThat(result.reason()).contains("no rate").contains("meets the SLO");
        }
    }

    @Test
    void serverFasterThanTheHighestRate_thatRateIsFoundAndSaidToBeNoLimit() throws Exception {
        SweepResult result = sweep(trial("ttft", 1, 1)).search(SweepSettings.between(10, 60));

        assertThat(result.found()).isEqualTo(60.0);
        assertThat(result.failing()).isNull();
        assertThat(result.reason()).contains("the limit is higher");
        assertThat(result.trials().get(result.trials().size() - 1).confirming()).isTrue();
    }

    @Test
    void startRateTooHigh_goesDown() throws Exception {
        SweepResult result = sweep(trial("ttft", 1, 1)).search(SweepSettings.between(900, 1_000));

        assertThat(result.found()).isBetween(93.0, 100.0);
        assertThat(result.failing()).isLessThan(Objects.requireNonNull(result.found()) * 1.0201);
    }

    @Test
    void slightOverloadInAShortTrial_seldomPassesThoughAllRequestsAreStillGood() {
        // 3 % too many: after 30 s a request waits less than a second, and the threshold is ten.
        Judge judge = Judge.of(SweepSettings.between(10, 1_000), 1, 4);
        int passes = 0;
        for (int seed = 0; seed < 100; seed++) {
            var run = SERVER.run(1.03 * SERVER.capacity(), HALF_A_MINUTE, "ttft", 10, new Random(seed));

            SloResult slo = Objects.requireNonNull(run.slo());
            assertThat(slo.goodFromSchedule()).isEqualTo(slo.offered());
            passes += judge.openLoop(List.of(run)).verdict() == SweepVerdict.PASS ? 1 : 0;
        }
        assertThat(passes).isLessThanOrEqualTo(8);
    }

    @Test
    void clientBoundTrial_endsTheSearchWithoutARate() throws Exception {
        Trial trial = (rate, atLeast) -> {
            SimulatedRun run = new SimulatedRun("t", 0, 30).slo("ttft", 1);
            for (int i = 0; i < 30 * rate; i++) {
                run.request(i / rate, 0, 0.1, 0.2, true);
            }
            return (rate > 30 ? run.clientBound() : run).result();
        };
        SweepResult result = sweep(trial).search(SweepSettings.between(10, 1_000));

        assertThat(result.valid()).isFalse();
        assertThat(result.found()).isNull();
        assertThat(result.reason()).isEqualTo("at 40.00/s the client is the limit: lag p99 9 ms");
    }

    @Test
    void betweenTrials_pauses() throws Exception {
        List<Duration> pauses = new ArrayList<>();
        SweepSettings settings = SweepSettings.between(10, 60);
        SweepResult result = new Sweep(trial("ttft", 1, 1), pauses::add, made -> {}).search(settings);

        assertThat(pauses).hasSize(result.trials().size() - 1).containsOnly(settings.pause());
    }

    @Test
    void listOfRates_eachIsMeasuredOnceAndJudged() throws Exception {
        List<SweepTrial> told = new ArrayList<>();
        SweepResult result = new Sweep(trial("ttft", 1, 1), length -> {}, told::add)
                .rates(List.of(20.0, 60.0, 150.0), Duration.ofSeconds(60), SweepSettings.between(10, 1_000));

        assertThat(told).isEqualTo(result.trials()).hasSize(3);
        assertThat(result.trials())
                .extracting(made -> made.judgement().verdict())
                .containsExactly(SweepVerdict.PASS, SweepVerdict.PASS, SweepVerdict.FAIL);
        assertThat(result.found()).isNull();
    }

    @Test
    void trialThatWasEndedEarly_isNotValid_withoutAnSloToo() throws Exception {
        Trial trial = (rate, atLeast) -> {
            SimulatedRun run = new SimulatedRun("t", 0, 30);
            run.request(1, 0, 0.1, 0.2, true);
            return (rate > 30 ? run.partial() : run).result();
        };
        SweepResult result = sweep(trial).rates(List.of(20.0, 40.0), HALF_A_MINUTE, SweepSettings.between(10, 1_000));

        assertThat(result.trials())
                .extracting(made -> made.judgement().verdict())
                .containsExactly(SweepVerdict.MEASURED, SweepVerdict.NOT_VALID);
        assertThat(result.valid()).isFalse();
    }

    @Test
    void searchWithoutSlo_isRefused() {
        Trial trial = (rate, atLeast) -> new SimulatedRun("t", 0, 30).result();

        assertThatThrownBy(() -> sweep(trial).search(SweepSettings.between(10, 20)))
                .hasMessageContaining("the trial has none");
    }

    @Test
    void tableFitsAndJsonHasTheTrials() throws Exception {
        SweepResult result = sweep(trial("ttft", 1, 1)).search(SweepSettings.between(10, 1_000));

        assertThat(SweepTable.of(result).lines()).allMatch(line -> line.length() <= 100);
        JsonNode json = new ObjectMapper().readTree(SweepFormat.write(result));
        assertThat(json.path("trials")).hasSameSizeAs(result.trials());
        assertThat(json.path("found").asDouble()).isEqualTo(result.found());
        assertThat(json.path("settings").path("longest").asText()).isEqualTo("PT4M");
        assertThat(json.path("trials")
                        .get(0)
                        .path("result")
                        .path("run")
                        .path("run_id")
                        .asText())
                .isEqualTo("trial");
    }

    private static Trial trial(String metric, double threshold, long seed) {
        Random random = new Random(seed);
        return (rate, atLeast) -> SERVER.run(rate, atLeast, metric, threshold, random);
    }

    private static Sweep sweep(Trial trial) {
        return new Sweep(trial, length -> {}, made -> {});
    }
}
