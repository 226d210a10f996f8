package io.tachograph.generation.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * When tasks are known no longer: one that has ended after a while; one that has not when its topic no longer has its request,
 * so that no worker can take it any more. Used by one thread, but for {@link #isOver}.
 */
final class TaskExpiry {
    private final long keepMillis;
    private final long requestMillis;
    private final PriorityQueue<Due> ended = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    /** By when they were heard of last, which is the order in which they are put here. */
    private final Map<String, Long> unfinished = new LinkedHashMap<>();

    private record Due(String id, long at) {}

    /**
     * @param keep how long a task that has ended is known
     * @param requests how long their topic keeps requests
     */
    TaskExpiry(Duration keep, Duration requests) {
        this.keepMillis = keep.toMillis();
        this.requestMillis = requests.toMillis();
    }

    boolean isOver(TaskState task, long now) {
        return dueOf(task) <= now;
    }

    private long dueOf(TaskState task) {
        return task.status().isEnd()
                ? task.endedAt() + keepMillis
                : Math.max(task.queuedAt(), task.startedAt()) + requestMillis;
    }

    /** A task has become this. */
    void follow(TaskState task) {
        if (task.status().isEnd()) {
            unfinished.remove(task.id());
            ended.add(new Due(task.id(), dueOf(task)));
        } else {
            long due = dueOf(task);
            Long before = unfinished.get(task.id());
            if (before == null || before != due) {
                unfinished.remove(task.id());
                unfinished.put(task.id(), due);
            }
        }
    }

    /** Those whose time is over by now, each once. */
    List<String> take(long now) {
        List<String> over = new ArrayList<>();
        for (Due next = ended.peek(); next != null && next.at() <= now; next = ended.peek()) {
            over.add(next.id());
            ended.poll();
        }
        Iterator<Map.Entry<String, Long>> eldest = unfinished.entrySet().iterator();
        while (eldest.hasNext()) {
            Map.Entry<String, Long> next = eldest.next();
            if (next.getValue() > now) {
                break;
            }
            over.add(next.getKey());
            eldest.remove();
        }
        return over;
    }
}
