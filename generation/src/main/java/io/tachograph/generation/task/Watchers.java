package io.tachograph.generation.task;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who wants to know of changes: of one task, or of all. They are called by the thread that reads, and must not block. */
final class Watchers {
    private final Map<String, Set<Runnable>> ofTask = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Consumer<TaskState>> ofAll = new CopyOnWriteArrayList<>();

    void add(String id, Runnable watcher) {
        ofTask.compute(id, (task, there) -> {
            Set<Runnable> watchers = there == null ? ConcurrentHashMap.newKeySet() : there;
            watchers.add(watcher);
            return watchers;
        });
    }

    void remove(String id, Runnable watcher) {
        ofTask.computeIfPresent(id, (task, watchers) -> {
            watchers.remove(watcher);
            return watchers.isEmpty() ? null : watchers;
        });
    }

    void add(Consumer<TaskState> watcher) {
        ofAll.add(watcher);
    }

    void changed(TaskState task) {
        ofAll.forEach(watcher -> watcher.accept(task));
        ofTask.getOrDefault(task.id(), Set.of()).forEach(Runnable::run);
    }
}
