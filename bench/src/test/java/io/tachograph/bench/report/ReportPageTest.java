package io.tachograph.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tachograph.bench.result.ErrorCount;
import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
    private static final RunResult RUN = SampleRuns.poisson(20, 60);

    @TempDir
    Path work;

    @Test
    void metricTable_holdsTheResultsNumbers() {
        List<List<String>> rows = ReadPage.table(ReportPage.html(List.of(RUN)), "Successful requests; lag");

        assertThat(rows).hasSize(RUN.metrics().size() + 1);
        for (List<String> row : rows.subList(1, rows.size())) {
            MetricSummary metric = metric(row.get(0));
            double factor = row.get(2).equals("s") ? 1 : 1000;
            assertThat(row.get(3).replace(",", "")).isEqualTo(Long.toString(metric.n()));
            assertShown(row.get(4), metric.mean() * factor);
            assertShown(row.get(5), quantile(metric, "p50") * factor);
            assertShown(row.get(6), quantile(metric, "p90") * factor);
            assertShown(row.get(7), quantile(metric, "p95") * factor);
            assertShown(row.get(8), quantile(metric, "p99") * factor);
            assertShown(row.get(9), metric.min() * factor);
            assertShown(row.get(10), metric.max() * factor);
            assertThat(row.get(11)).isEqualTo("1.09\u00A0%");
        }
    }

    private static MetricSummary metric(String name) {
        return Objects.requireNonNull(RUN.metrics().get(name), name);
    }

    private static double quantile(MetricSummary metric, String name) {
        return Objects.requireNonNull(metric.quantiles().get(name), name);
    }

    /** At least three significant digits, and right in the last one. */
    private static void assertShown(String shown, double value) {
        String text = shown.replace(",", "").replace("*", "");
        int point = text.indexOf('.');
        double lastDigit = point < 0 ? 1 : Math.pow(10, point + 1 - text.length());
        assertThat(Double.parseDouble(text)).isCloseTo(value, within(lastDigit / 2 * 1.000001));
        assertThat(text.replace(".", "").replaceFirst("^0+", "").length()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void outcomes_addUpToTheOffered() {
        List<List<String>> rows = ReadPage.table(ReportPage.html(List.of(RUN)), "Requests of the measured part");

        long outcomes = rows.stream()
                .filter(row -> RUN.counts().outcomes().containsKey(row.get(0)))
                .mapToLong(row -> Long.parseLong(row.get(1).replace(",", "")))
                .sum();
        assertThat(outcomes).isEqualTo(RUN.counts().offered());
        assertThat(rows).anySatisfy(row -> assertThat(row).contains("offered", "1,173"));
    }

    @Test
    void hostileStrings_stayText() throws Exception {
        // Given
        String hostile =
                "</script><script>document.documentElement.dataset.owned=1</script><!-- \"'&amp; {{script}} $1 \\";
        RunResult run = hostile(RUN, hostile + "\uD83D\u0007");
        Path file = work.resolve("report.html");

        // When
        ReportPage.write(file, List.of(run));

        // Then: strict reading, so that what is not UTF-8 fails
        String html = Files.readString(file, StandardCharsets.UTF_8);
        assertThat(html.split("<script", -1)).hasSize(3);
        assertThat(html.split("</script", -1)).hasSize(3);
        assertThat(html).doesNotContain("<!-- ");
        assertThat(ReadPage.table(html, "Errors").get(1)).contains(hostile + "?\uFFFD");
        assertThat(ReadPage.plain(ReadPage.between(html, "<h1>", "</h1>"))).contains(hostile);
    }

    static RunResult hostile(RunResult run, String text) {
        RunResult failed = Changed.errors(run, List.of(new ErrorCount("HTTP_ERROR", text, 3)));
        return Changed.run(Changed.bound(failed, 41, text), Changed.named(run.run(), text, text));
    }

    @Test
    void data_isJsonWithTheHistogramAsItIs() throws Exception {
        String data = ReadPage.between(
                ReportPage.html(List.of(RUN)), "<script type=\"application/json\" id=\"data\">", "</script>");

        JsonNode ttft = JsonMapper.builder().build().readTree(data).at("/runs/0/cdf/ttft");
        MetricSummary.Buckets buckets = metric("ttft").histogram();
        assertThat(ttft.path("n").asLong()).isEqualTo(metric("ttft").n());
        assertThat(IntStream.range(0, ttft.path("idx").size())
                        .map(i -> ttft.path("idx").get(i).asInt()))
                .containsExactly(Arrays.stream(buckets.idx()).boxed().toArray(Integer[]::new));
        assertThat(IntStream.range(0, ttft.path("cnt").size())
                        .mapToLong(i -> ttft.path("cnt").get(i).asLong()))
                .containsExactly(Arrays.stream(buckets.cnt()).boxed().toArray(Long[]::new));
    }

    @Test
    void distrustedRun_saysSoFirst() {
        RunResult run = Changed.bound(Changed.run(RUN, Changed.partial(RUN.run())), 41, "the loop was late");

        String html = ReportPage.html(List.of(run));
        assertThat(html)
                .contains("role=\"alert\"", "Partial:", "Client-bound from 41.0\u00A0s on", "the loop was late");
        assertThat(html.indexOf("role=\"alert\"")).isLessThan(html.indexOf("class=\"figures\""));
        assertThat(ReportPage.html(List.of(RUN))).doesNotContain("role=\"alert\"");
    }

    @Test
    void page_namesNothingOutside() {
        String html = ReportPage.html(SampleRuns.sweep(10, 20));

        assertThat(html)
                .doesNotContain("src=", "@import", "url(", "<link", "fetch(", "XMLHttpRequest", "style=\"")
                .doesNotContainPattern("href=\"(?!#)");
    }

    @Test
    void longRunsAndSweeps_staySmall() {
        assertThat(ReportPage.html(List.of(SampleRuns.poisson(2, 3600)))).hasSizeLessThan(300_000);
        assertThat(ReportPage.html(SampleRuns.sweep(5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60)))
                .hasSizeLessThan(300_000);
    }

    @Test
    void fewValues_areMarked() {
        List<List<String>> rows =
                ReadPage.table(ReportPage.html(List.of(SampleRuns.poisson(1, 20))), "Successful requests; lag");

        List<String> ttft = rows.get(1);
        assertThat(Integer.parseInt(ttft.get(3))).as("n").isBetween(6, 28);
        assertThat(ttft.get(5)).as("p50").doesNotContain("*");
        assertThat(ttft.subList(6, 9)).as("p90 to p99").allMatch(cell -> cell.endsWith("*"));
    }

    @Test
    void noRuns_isAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReportPage.html(List.of()))
                .withMessage("a report needs at least one run");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReportPage.html(List.of(RUN), 99))
                .withMessageContaining("99.0");
    }
}
