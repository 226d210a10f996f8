package io.tachograph.standalone.housekeeping;

import io.tachograph.store.Housekeeping;
import io.tachograph.store.HousekeepingStep;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One maintenance task, done when it is due, a step at a time. A failure is told and counted, and ends nothing. */
final class ScheduledTask {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledTask.class);

    private final String task;
    private final Duration every;
    private final Housekeeping.Task work;
    private final Consumer<Map<String, Long>> counted;
    private final HousekeepingMetrics metrics;
    private long dueNanos = System.nanoTime();

    /**
     * Due at once, and then again some time after it was done or failed.
     *
     * @param task what it is called in metrics and log
     * @param counted is told what each step did
     */
    ScheduledTask(
            String task,
            Duration every,
            Housekeeping.Task work,
            Consumer<Map<String, Long>> counted,
            HousekeepingMetrics metrics) {
        this.task = task;
        this.every = every;
        this.work = work;
        this.counted = counted;
        this.metrics = metrics;
        metrics.expect(task);
    }

    /** How long until it is due, in nanoseconds; not positive when it is. */
    long dueInNanos() {
        return dueNanos - System.nanoTime();
    }

    /** Takes a step if it is due, and stays due while there is more to do. */
    void stepIfDue() {
        if (dueInNanos() > 0) {
            return;
        }
        try {
            HousekeepingStep step = work.step();
            counted.accept(step.done());
            if (step.more()) {
                return;
            }
            metrics.succeeded(task);
        } catch (SQLException | RuntimeException e) {
            metrics.failed(task);
            LOG.warn("housekeeping: {} failed and is tried again in {} s: {}", task, every.toSeconds(), firstLine(e));
            LOG.debug("housekeeping: {} failed", task, e);
        }
        dueNanos = System.nanoTime() + every.toNanos();
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
