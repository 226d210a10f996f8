package io.tachograph.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.bench.result.ResultFormat;
import io.tachograph.bench.result.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final Server SERVER = new Server(1, 0, 0, 0, 20, 60);
    private static final Server SLOWER = SERVER.slower(1.3);

    @Test
    void slowerServer_isWorseInLatencyAndAttainment() {
        Comparison comparison = compare(SERVER.made(1), SLOWER.made(2));

        assertThat(comparison.worst()).isEqualTo(Verdict.WORSE);
        assertThat(row(comparison, "ttft", "p50")).satisfies(row -> {
            assertThat(row.verdict()).isEqualTo(Verdict.WORSE);
            assertThat(row.holds()).isTrue();
            assertThat(row.low()).isLessThan(1.3);
            assertThat(row.high()).isGreaterThan(1.3);
        });
        assertThat(row(comparison, "attainment", "").verdict()).isEqualTo(Verdict.WORSE);
        assertThat(row(comparison, "attainment", "").difference()).isNegative();
    }

    @Test
    void fasterServer_isBetter() {
        Comparison comparison = compare(SLOWER.made(1), SERVER.made(2));

        assertThat(comparison.worst()).isEqualTo(Verdict.BETTER);
        assertThat(row(comparison, "e2e", "mean").verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void sameRequests_areNegligiblyDifferentWhereTheIntervalIsNarrow() {
        Server busy = new Server(1, 0, 0, 0, 2_000, 60);

        Comparison comparison = compare(busy.made(1), busy.made(2));

        assertThat(row(comparison, "ttft", "mean").negligible()).isTrue();
        assertThat(comparison.worst()).isEqualTo(Verdict.NO_EVIDENCE);
    }

    @Test
    void clientBoundOrPartialRun_nothingIsConcluded() {
        Comparison bound = compare(SERVER.made(1), SLOWER.made(2).clientBound());
        Comparison partial = compare(SERVER.made(1).partial(), SLOWER.made(2));

        assertThat(bound.worst()).isEqualTo(Verdict.NOT_VALID);
        assertThat(bound.invalid()).containsExactly("B run run-2 is client-bound: lag p99 9 ms");
        assertThat(bound.rows()).allMatch(row -> row.verdict() == Verdict.NOT_VALID && !row.holds());
        assertThat(partial.invalid()).containsExactly("A run run-1 is partial: it was ended before its limits");
    }

    @Test
    void differentSourceOfStamps_isSaid() {
        Comparison comparison = compare(SERVER.made(1), SERVER.made(2).stampedByReading());

        assertThat(comparison.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith("answers are stamped differently: A kernel; B read: what is read late"));
        assertThat(compare(SERVER.made(1), SERVER.made(2)).warnings())
                .noneSatisfy(warning -> assertThat(warning).contains("stamped"));
    }

    @Test
    void differentWorkload_isSaid() {
        Comparison comparison = compare(SERVER.made(1), SERVER.made(2).workload("long prompts"));

        assertThat(comparison.warnings()).contains("different workload: A synthetic; B long prompts");
    }

    @Test
    void differentThresholds_attainmentIsNotComparedAndTheRestIs() {
        Comparison comparison = compare(SERVER.made(1), SLOWER.made(2).slo("ttft", 0.5));

        assertThat(row(comparison, "attainment", "").verdict()).isEqualTo(Verdict.NOT_VALID);
        assertThat(row(comparison, "goodput", "").reason()).startsWith("the thresholds differ");
        assertThat(comparison.worst()).isEqualTo(Verdict.WORSE);
    }

    @Test
    void tooFewRequests_noVerdictForTheTail() {
        Server few = new Server(1, 0, 0, 0, 4, 60);
        Comparison comparison = compare(few.made(1), few.slower(3).made(2));

        assertThat(row(comparison, "ttft", "p99").reason()).contains("ttft p99 needs 299 requests");
        assertThat(row(comparison, "ttft", "p99").verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        assertThat(row(comparison, "ttft", "p50").verdict()).isEqualTo(Verdict.WORSE);
    }

    @Test
    void severalRuns_theMethodIsTheirVariation() {
        Side a = SERVER.side("a", 3, new Random(1));
        Side b = SLOWER.side("b", 4, new Random(2));
        ComparisonRow row = row(Comparison.of(a, b, Thresholds.DEFAULT), "ttft", "p50");

        assertThat(row.method()).isEqualTo(Method.BETWEEN_RUNS);
        assertThat(row.ratio()).isBetween(1.2, 1.4);
        assertThat(row.requestsA())
                .isEqualTo(a.runs().stream().mapToLong(r -> r.counts().ok()).sum());
    }

    @Test
    void welch_sameAsPublishedExample() {
        // Two samples worked by hand: means 3 and 6, variances 2.5 and 10, 5 each: se² = 2.5, df = 5.882, t = -1.897.
        Effect effect = BetweenRuns.effect(new double[] {1, 2, 3, 4, 5}, new double[] {2, 4, 6, 8, 10}, 0.95);

        assertThat(effect).isNotNull();
        assertThat(effect.interval().low()).isBetween(-0.888, -0.886);
        assertThat(effect.interval().high()).isBetween(6.886, 6.888);
        assertThat(effect.p()).isBetween(0.1075, 0.1077);
    }

    @Test
    void table_fitsAndJsonHasTheVerdict() throws Exception {
        Comparison comparison = compare(SERVER.made(1), SLOWER.made(2).workload("long prompts ".repeat(20)));

        String table = ComparisonTable.of(comparison);
        assertThat(table.lines()).allMatch(line -> line.length() <= ComparisonTable.WIDTH);
        assertThat(table).contains("B over all: worse");
        JsonNode json = new ObjectMapper().readTree(ComparisonFormat.write(comparison));
        assertThat(json.path("worst").asText()).isEqualTo("worse");
        assertThat(json.path("rows").get(0).path("higher_is_better").asBoolean(true))
                .isFalse();
    }

    @Test
    void files_aRunsFolderOrAFolderOfRuns(@TempDir Path folder) throws Exception {
        for (int i = 0; i < 3; i++) {
            Path run = Files.createDirectory(folder.resolve("run" + i));
            Files.writeString(run.resolve("result.json"), ResultFormat.write(SERVER.run(i)));
        }

        assertThat(SideFiles.read(List.of(folder)).runs()).hasSize(3);
        assertThat(SideFiles.read(List.of(folder.resolve("run1"))).runs())
                .extracting(run -> run.run().runId())
                .containsExactly("run-1");
        assertThatThrownBy(() -> SideFiles.read(List.of(folder, folder.resolve("run1/result.json"))))
                .hasMessageContaining("run-1 twice");
        assertThatThrownBy(() -> SideFiles.read(List.of(folder.resolve("none"))))
                .hasMessageEndingWith("none does not exist");
    }

    private static Comparison compare(SimulatedRun a, SimulatedRun b) {
        return Comparison.of(side("a", a.result()), side("b", b.result()), Thresholds.DEFAULT);
    }

    private static Side side(String name, RunResult run) {
        return new Side(name, List.of(run));
    }

    private static ComparisonRow row(Comparison comparison, String metric, String statistic) {
        return comparison.rows().stream()
                .filter(row -> row.metric().equals(metric) && row.statistic().equals(statistic))
                .findFirst()
                .orElseThrow();
    }
}
