package io.tachograph.standalone;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What one logger of this process was told while this is open, from {@code INFO} up, beside wherever else it goes. */
public final class LoggedEvents extends AbstractAppender implements AutoCloseable {
    private final Logger logger;
    private final Level levelBefore;
    private final List<LogEvent> events = new CopyOnWriteArrayList<>();

    private LoggedEvents(Logger logger) {
        super("events", null, null, true, Property.EMPTY_ARRAY);
        this.logger = logger;
        this.levelBefore = logger.getLevel();
    }

    public static LoggedEvents of(String loggerName) {
        LoggedEvents events = new LoggedEvents((Logger) LogManager.getLogger(loggerName));
        events.start();
        events.logger.addAppender(events);
        events.logger.setLevel(Level.INFO);
        return events;
    }

    @Override
    public void append(LogEvent event) {
        events.add(event.toImmutable());
    }

    public List<LogEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        logger.setLevel(levelBefore);
        logger.removeAppender(this);
        stop();
    }
}
