package io.tachograph.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What is logged while it is open: messages with what was thrown. */
final class RecordedLog implements AutoCloseable {
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final Recorder recorder = new Recorder();

    RecordedLog() {
        recorder.start();
        context.getConfiguration().getRootLogger().addAppender(recorder, Level.ALL, null);
        context.updateLoggers();
    }

    List<String> lines() {
        return List.copyOf(recorder.lines);
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender(recorder.getName());
        context.updateLoggers();
    }

    private static final class Recorder extends AbstractAppender {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Recorder() {
            super("recording", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
        }
    }
}
