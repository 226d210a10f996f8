package io.tachograph.standalone.housekeeping;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.store.Housekeeping;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs store maintenance beside whatever else this process does: merges windows every minute and deletes old rows every
 * hour, in turns, on a thread of its own. Other processes may do the same.
 */
public final class HousekeepingLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HousekeepingLoop.class);
    private static final Duration MERGE_EVERY = Duration.ofMinutes(1);
    private static final Duration DELETE_EVERY = Duration.ofHours(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(3);

    private final Housekeeping housekeeping;
    private final List<ScheduledTask> tasks;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    HousekeepingLoop(
            Housekeeping housekeeping, HousekeepingMetrics metrics, Duration mergeEvery, Duration deleteEvery) {
        this.housekeeping = housekeeping;
        this.tasks = List.of(
                new ScheduledTask("merge", mergeEvery, housekeeping::mergeWindows, metrics::merged, metrics),
                new ScheduledTask("retention", deleteEvery, housekeeping::applyRetention, metrics::deleted, metrics));
        this.thread = new Thread(this::run, "tachograph-housekeeping");
        this.thread.setDaemon(true);
    }

    /**
     * One that does nothing before it is started.
     *
     * @param housekeeping is closed when the loop ends
     * @param registry shows what it does
     */
    public static HousekeepingLoop of(Housekeeping housekeeping, PrometheusRegistry registry) {
        return new HousekeepingLoop(housekeeping, new HousekeepingMetrics(registry), MERGE_EVERY, DELETE_EVERY);
    }

    /** Begins with both tasks at once, whether the database is there or not. */
    public HousekeepingLoop start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            long wait = 0;
            while (!stop.await(wait, TimeUnit.NANOSECONDS)) {
                tasks.forEach(ScheduledTask::stepIfDue);
                wait = tasks.stream().mapToLong(ScheduledTask::dueInNanos).min().orElseThrow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            housekeeping.close();
        }
    }

    /** Lets a step that is in flight end, for a few seconds; after that the end of the process cuts it off. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.info("housekeeping is cut off in the middle of a step, which leaves nothing half done");
        }
    }
}
