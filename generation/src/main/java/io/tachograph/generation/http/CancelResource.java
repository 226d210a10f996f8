package io.tachograph.generation.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Json;
import io.tachograph.generation.task.TaskEvents;
import io.tachograph.generation.task.TaskState;
import io.tachograph.generation.task.TaskTable;
import io.tachograph.generation.task.TaskWriter;
import java.io.IOException;

/**
 * Cancels tasks: one that waits at once, one that is processed as soon as its worker hears of it (202). One that has ended
 * stays as it is (200). Thread-safe.
 */
final class CancelResource implements Handler {
    private final TaskTable tasks;
    private final TaskLookup lookup;
    private final TaskWriter writer;

    CancelResource(TaskTable tasks, TaskWriter writer) {
        this.tasks = tasks;
        this.lookup = new TaskLookup(tasks);
        this.writer = writer;
    }

    @Override
    public void handle(Context ctx) throws InterruptedException {
        TaskState task = lookup.of(ctx);
        if (!task.status().isEnd()) {
            try {
                Acknowledged.await(writer.write(TaskEvents.ofApi(task.id()).cancelRequested()));
                tasks.awaitCaughtUp();
            } catch (IOException e) {
                throw new Refusal(503, "The queue cannot be reached; whether the task is cancelled is not known.");
            }
            task = lookup.of(ctx);
        }
        Json.send(ctx, task.status().isEnd() ? 200 : 202, TaskRepresentation.status(task));
    }
}
