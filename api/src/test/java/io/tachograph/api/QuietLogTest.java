package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

class QuietLogTest {
    @Test
    void log_containsNeitherKeysNorQueriesNorPaths() throws IOException {
        RecordingAppender log = new RecordingAppender();
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        log.start();
        context.getConfiguration().getRootLogger().addAppender(log, Level.ALL, null);
        context.updateLoggers();
        try (RunningApi api = new RunningApi()) {
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
        } finally {
            context.getConfiguration().getRootLogger().removeAppender(log.getName());
            context.updateLoggers();
        }
        assertThat(log.lines).hasSize(3).anyMatch(line -> line.contains("database did not answer"));
        assertThat(log.lines)
                .noneMatch(line -> line.contains(RunningApi.KEY)
                        || line.contains("wrong-key-value")
                        || line.contains("query-value")
                        || line.contains("path-value"));
    }

    private static final class RecordingAppender extends AbstractAppender {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        RecordingAppender() {
            super("recording", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
        }
    }
}
