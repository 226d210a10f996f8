package io.tachograph.schemas.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LatencyMetricTest {
    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String table() {
        StringBuilder table =
                new StringBuilder(row("metric", "name", "definition", "of answers", "in an SLO", "in windows"));
        table.append("|---|---|---|---|---|---|\n");
        for (LatencyMetric metric : LatencyMetric.values()) {
            table.append(row(
                    "`" + metric.key() + "`",
                    metric.title(),
                    metric.definition(),
                    metric.role() == MetricRole.CLIENT ? "any end" : metric.needsStream() ? "streamed" : "all",
                    metric.hasThreshold() ? "yes" : "no",
                    LatencyMetric.WINDOWED.contains(metric) ? "yes" : "no"));
        }
        return table.toString();
    }

    /** When this fails, copy {@code schemas/target/metrics.md} over the table of latencies in that page. */
    @Test
    void definitions_haveTheTableThatIsMadeOfTheMetrics() throws Exception {
        Files.writeString(Path.of("target", "metrics.md"), table());

        assertThat(Path.of("..", "docs", "definitions.md"))
                .content()
                .as("target/metrics.md")
                .contains("\n\n" + table() + "\n");
    }

    @Test
    void placeInWindows_isTheOrdinal() {
        assertThat(LatencyMetric.WINDOWED)
                .allSatisfy(metric ->
                        assertThat(LatencyMetric.WINDOWED.indexOf(metric)).isEqualTo(metric.ordinal()));
    }

    @Test
    void key_leadsBackToItsMetric() {
        for (LatencyMetric metric : LatencyMetric.values()) {
            assertThat(LatencyMetric.ofKey(metric.key())).contains(metric);
        }
        assertThat(LatencyMetric.ofKey("TTFT")).isEmpty();
    }
}
