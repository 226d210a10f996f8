package io.tachograph.bench.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.metric.LatencyMetric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestColumnTest {
    /** Every latency is in the files of requests: its value, or of gaps their mean and maximum. */
    @Test
    void columns_haveEveryLatency_andThePageNamesEachColumn() throws Exception {
        List<String> columns =
                RequestColumn.ALL.stream().map(RequestColumn::name).toList();
        for (LatencyMetric metric : LatencyMetric.values()) {
            assertThat(columns)
                    .contains(
                            metric.isPerGap()
                                    ? new String[] {metric.key() + "_mean_seconds", metric.key() + "_max_seconds"}
                                    : new String[] {metric.key() + "_seconds"});
        }
        String page = Files.readString(Path.of("..", "docs", "results.md"));
        assertThat(columns).allSatisfy(column -> assertThat(page).contains("`" + column + "`"));
    }
}
