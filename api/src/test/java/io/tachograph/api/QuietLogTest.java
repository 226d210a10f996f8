package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietLogTest {
    @Test
    void log_containsNeitherKeysNorQueriesNorPaths() throws IOException {
        List<String> lines;
        try (RecordedLog log = new RecordedLog();
                RunningApi api = new RunningApi()) {
            api.results.rank(
                    "e2e", FakeBenchmarkResults.result("e2e", "m", Double.NaN, 1, FakeBenchmarkResults.WINDOW_END));
            api.getWithKey("/api/v1/benchmark/TTFT?secret=query-value");
            api.getWithKey("/api/v1/benchmark/E2E?secret=query-value");
            api.results.databaseAway.set(true);
            api.getWithKey("/api/v1/benchmark/TTFT?secret=query-value");
            api.send("GET", "/", "X-API-Key", "wrong-key-value");
            api.getWithKey("/path-value?secret=query-value");
            api.sendRaw("GET /path-value%00?secret=query-value HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-API-Key: "
                    + RunningApi.KEY + "\r\n\r\n");
            lines = log.lines();
        }
        assertThat(lines).hasSize(3).anyMatch(line -> line.contains("database did not answer"));
        assertThat(lines)
                .noneMatch(line -> line.contains(RunningApi.KEY)
                        || line.contains("wrong-key-value")
                        || line.contains("query-value")
                        || line.contains("path-value"));
    }
}
