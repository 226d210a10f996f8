package io.tachograph.generation.worker;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that does jobs in their order. A job that fails is logged, and those that come after its end are not done: then
 * the process stops, and another worker takes its tasks. Thread-safe.
 */
final class WorkThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkThread.class);

    private final ScheduledExecutorService thread;

    WorkThread(String name) {
        this.thread = Executors.newSingleThreadScheduledExecutor(job -> new Thread(job, name));
    }

    void soon(Runnable job) {
        after(0, job);
    }

    void after(long millis, Runnable job) {
        try {
            Future<?> unused = thread.schedule(() -> guarded(job), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("A job came after the end.", e);
        }
    }

    private static void guarded(Runnable job) {
        try {
            job.run();
        } catch (RuntimeException e) {
            LOG.error("A job failed.", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
