package io.tachograph.generation.http;

import io.javalin.http.Context;
import io.tachograph.generation.task.TaskState;
import io.tachograph.generation.task.TaskTable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the task that a request is about. Thread-safe. */
final class TaskLookup {
    private static final Logger LOG = LoggerFactory.getLogger(TaskLookup.class);
    private static final int MOST_ID_CHARACTERS = 64;

    private final TaskTable tasks;

    TaskLookup(TaskTable tasks) {
        this.tasks = tasks;
    }

    /** The task, and all of its answer when it has ended.
     *
     * @throws Refusal as {@link #of}
     */
    Map<String, Object> result(Context ctx) throws InterruptedException {
        while (true) {
            TaskState task = of(ctx);
            Optional<String> answer = task.status().isEnd() ? tasks.answer(task, 0) : Optional.of("");
            if (answer.isPresent()) {
                return TaskRepresentation.result(task, answer.get());
            }
        }
    }

    /** @throws Refusal when there is none, or that cannot be said now */
    TaskState of(Context ctx) throws InterruptedException {
        String id = ctx.pathParam("id");
        try {
            @Nullable TaskState task = id.length() > MOST_ID_CHARACTERS ? null : tasks.findAnywhere(id);
            if (task != null) {
                return task;
            }
        } catch (IOException e) {
            LOG.warn("A task could not be looked up: {}.", e.getMessage());
            throw new Refusal(503, "The queue cannot be reached; try again later.");
        }
        throw Refusal.notFound();
    }
}
