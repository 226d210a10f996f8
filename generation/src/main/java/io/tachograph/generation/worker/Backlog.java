package io.tachograph.generation.worker;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Tasks that wait for a place at a target, in order by model: one model's do not wait for another's. Used by one thread. */
final class Backlog {
    private final Map<String, Deque<QueuedTask>> byModel = new LinkedHashMap<>();

    void add(QueuedTask task) {
        byModel.computeIfAbsent(task.model(), model -> new ArrayDeque<>()).addLast(task);
    }

    /** Before all others of its model. */
    void addFirst(QueuedTask task) {
        byModel.computeIfAbsent(task.model(), model -> new ArrayDeque<>()).addFirst(task);
    }

    /** Models of which tasks may wait. */
    List<String> models() {
        return List.copyOf(byModel.keySet());
    }

    @Nullable
    QueuedTask first(String model) {
        Deque<QueuedTask> tasks = byModel.get(model);
        return tasks == null ? null : tasks.peekFirst();
    }

    void removeFirst(String model) {
        Deque<QueuedTask> tasks = byModel.get(model);
        if (tasks != null) {
            tasks.pollFirst();
            if (tasks.isEmpty()) {
                byModel.remove(model);
            }
        }
    }

    @Nullable
    QueuedTask find(String id) {
        return byModel.values().stream()
                .flatMap(Collection::stream)
                .filter(task -> task.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    void remove(QueuedTask task) {
        Deque<QueuedTask> tasks = byModel.get(task.model());
        if (tasks != null && tasks.remove(task) && tasks.isEmpty()) {
            byModel.remove(task.model());
        }
    }

    /** Lets go of what another worker takes. */
    void drop(Collection<TopicPartition> partitions) {
        byModel.values().forEach(tasks -> tasks.removeIf(task -> partitions.contains(task.partition())));
        byModel.values().removeIf(Collection::isEmpty);
    }

    int size() {
        return byModel.values().stream().mapToInt(Collection::size).sum();
    }
}
