package io.tachograph.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.Second;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens pages in a real browser: that a plot is drawn, and that the page's own policy allows it, shows nowhere else. */
class ReportBrowserTest {
    private static final RunResult RUN = SampleRuns.poisson(20, 60);

    @TempDir
    Path work;

    @Test
    void run_drawsEveryPointOfEveryPlot() throws Exception {
        String dom = open(List.of(RUN), "");

        assertThat(drawn(dom, "cdf", 0))
                .isEqualTo(RUN.metrics().entrySet().stream()
                        .filter(metric -> List.of("ttft", "tpot", "icl", "e2e").contains(metric.getKey()))
                        .mapToInt(metric -> edges(metric.getValue().histogram()))
                        .sum());
        long seconds = RUN.timeline().size();
        assertThat(drawn(dom, "requests", 0)).isEqualTo(3 * seconds);
        assertThat(drawn(dom, "tokens", 0)).isEqualTo(seconds);
        assertThat(drawn(dom, "concurrency", 0)).isEqualTo(seconds);
        assertThat(drawn(dom, "latency", 0)).isEqualTo(3 * count(second -> second.ttftP50() != null));
        assertThat(drawn(dom, "lag", 0)).isEqualTo(count(second -> second.lagMax() > 0));
        assertThat(dom).contains("data-plots=\"6\"").contains("SLO: TTFT ≤ 500&nbsp;ms");
    }

    /** A line through the upper edges of all buckets, and the lower edge of the first. */
    private static int edges(MetricSummary.Buckets buckets) {
        return buckets.idx()[buckets.idx().length - 1] - buckets.idx()[0] + 2;
    }

    private static long count(Predicate<Second> wanted) {
        return RUN.timeline().stream().filter(wanted).count();
    }

    @Test
    void sweep_drawsItsCurvesAndTheRunAtTheKnee() throws Exception {
        List<RunResult> runs = SampleRuns.sweep(10, 20, 30, 40, 50, 60);

        String dom = open(runs, "");

        assertThat(drawn(dom, "sweep-ttft", -1)).isEqualTo(12);
        assertThat(drawn(dom, "sweep-e2e", -1)).isEqualTo(12);
        assertThat(drawn(dom, "sweep-attainment", -1)).isEqualTo(6);
        assertThat(drawn(dom, "sweep-goodput", -1)).isEqualTo(12);
        assertThat(dom).contains("measured knee: 40/s").contains("<section class=\"run\" id=\"run-4\">");
        assertThat(dom.split("<section class=\"run\" id=\"run-\\d\" hidden", -1))
                .hasSize(6);
        assertThat(drawn(dom, "cdf", 3)).isPositive();
        assertThat(ReadPage.ofFigure(dom, "cdf", 0, "data-drawn"))
                .as("not drawn before it is seen")
                .isEmpty();
    }

    @Test
    void address_choosesTheRun() throws Exception {
        String dom = open(SampleRuns.sweep(10, 20), "#run-1");

        assertThat(dom).contains("<section class=\"run\" id=\"run-1\">").contains("id=\"run-2\" hidden");
        assertThat(drawn(dom, "requests", 0)).isPositive();
    }

    @Test
    void hostileStrings_doNotRun() throws Exception {
        String hostile = "</script><script>document.documentElement.dataset.owned=1</script><img src=x onerror=\""
                + "document.documentElement.dataset.owned=1\">";

        String dom = open(List.of(ReportPageTest.hostile(RUN, hostile)), "");

        assertThat(dom)
                .doesNotContain("data-owned")
                .contains("data-plots=\"6\"")
                .contains("client-bound");
    }

    @Test
    void runsWithLittleInThem_areDrawnAllTheSame() throws Exception {
        RunResult failed = Changed.metrics(
                RUN, Map.of("lag", Objects.requireNonNull(RUN.metrics().get("lag"))));
        RunResult oneAnswer = Changed.metrics(RUN, Map.of("e2e", SampleRuns.summary(DoubleStream.of(0.25))));
        RunResult instant = Changed.metrics(RUN, Map.of("e2e", SampleRuns.summary(DoubleStream.of(0, 0))));

        assertThat(open(List.of(failed), "")).contains("data-plots=\"5\"");
        assertThat(open(List.of(Changed.timeline(failed, List.of())), "")).contains("data-plots=\"0\"");
        assertThat(drawn(open(List.of(oneAnswer), ""), "cdf", 0)).isEqualTo(2);
        assertThat(open(List.of(instant), "")).contains("data-plots=\"5\"");
        assertThat(open(List.of(failed, oneAnswer), "")).contains("data-drawn");
    }

    @Test
    void brokenPage_isNoticed() throws Exception {
        Path page = Files.writeString(work.resolve("broken.html"), "<script>throw new Error('so it shows')</script>");

        assertThat(console(Chromium.open(work, page.toUri().toString())))
                .anyMatch(line -> line.contains("so it shows"));
    }

    /** The page after its script has run, without a word on the console and without a number that is none. */
    private String open(List<RunResult> runs, String hash) throws Exception {
        Path page = work.resolve("report.html");
        ReportPage.write(page, runs, 0.9);
        Chromium.Opened opened = Chromium.open(work, page.toUri() + hash);
        assertThat(console(opened)).isEmpty();
        String shown = opened.dom().replaceAll("(?s)<script.*?</script>", "");
        assertThat(shown).doesNotContain("NaN").doesNotContain("Infinity").doesNotContain("undefined");
        return shown;
    }

    private static List<String> console(Chromium.Opened opened) {
        return Arrays.stream(opened.log().split("\n", -1))
                .filter(line -> line.contains("CONSOLE"))
                .toList();
    }

    private static long drawn(String dom, String plot, int run) {
        return Long.parseLong(ReadPage.ofFigure(dom, plot, run, "data-drawn"));
    }
}
