package io.tachograph.generation.http;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.generation.task.TaskTable;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * All who watch tasks. They are told on the server's threads, never on the one that reads events, and every
 * {@value #HEARTBEAT_SECONDS} seconds hear a heartbeat. Thread-safe.
 */
final class TaskStreams implements AutoCloseable {
    static final int HEARTBEAT_SECONDS = 15;
    private static final int MOST_LISTENERS = 5_000;

    private final TaskTable tasks;
    private final Executor threads;
    private final Set<TaskListener> listeners = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "generation-heartbeat"));

    TaskStreams(TaskTable tasks, Executor threads, PrometheusRegistry registry) {
        this.tasks = tasks;
        this.threads = threads;
        GaugeWithCallback.builder()
                .name("tachograph_generation_streams")
                .help("Connections that watch a task.")
                .callback(gauge -> gauge.call(listeners.size()))
                .register(registry);
        Future<?> unused = heart.scheduleWithFixedDelay(
                () -> listeners.forEach(TaskListener::beat), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** @return false when there are too many already */
    boolean join(String id, TaskListener listener) {
        if (listeners.size() >= MOST_LISTENERS) {
            return false;
        }
        AtomicBoolean due = new AtomicBoolean();
        Runnable watcher = () -> {
            if (due.compareAndSet(false, true)) {
                wakeSoon(listener, due);
            }
        };
        listeners.add(listener);
        tasks.watch(id, watcher);
        CompletableFuture<Void> unused = listener.end().whenComplete((done, failure) -> {
            tasks.unwatch(id, watcher);
            listeners.remove(listener);
        });
        return true;
    }

    private void wakeSoon(TaskListener listener, AtomicBoolean due) {
        try {
            threads.execute(() -> {
                // First, so that what changes from here on wakes him once more.
                due.set(false);
                listener.wake();
            });
        } catch (RejectedExecutionException e) {
            // The server stops, and its connections with it.
            listener.end().complete(null);
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
    }
}
