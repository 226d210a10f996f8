package io.tachograph.generation.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.generation.task.TaskState;
import io.tachograph.generation.task.TaskTable;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Streams the progress of a task until its end. A client that reconnects with the id of its last event resumes from there.
 * Thread-safe.
 */
final class StreamResource implements Handler {
    private static final StreamPosition BEGINNING = new StreamPosition(0, 0, false);

    private final TaskTable tasks;
    private final TaskLookup lookup;
    private final TaskStreams streams;

    StreamResource(TaskTable tasks, TaskStreams streams) {
        this.tasks = tasks;
        this.lookup = new TaskLookup(tasks);
        this.streams = streams;
    }

    @Override
    public void handle(Context ctx) throws IOException, InterruptedException {
        TaskState task = lookup.of(ctx);
        @Nullable String last = ctx.header("Last-Event-ID");
        Optional<StreamPosition> told = last == null ? Optional.empty() : StreamPosition.parse(last);
        if (told.map(StreamPosition::ended).orElse(false)) {
            // The only answer after which an EventSource does not come back.
            ctx.status(204);
            return;
        }
        ServletOutputStream out = ctx.res().getOutputStream();
        TaskListener listener = new TaskListener(task.id(), tasks, out, told.orElse(BEGINNING), told.isPresent());
        if (!streams.join(task.id(), listener)) {
            ctx.header("Retry-After", "60");
            throw new Refusal(503, "Too many watch tasks; try again later.");
        }
        ctx.contentType("text/event-stream")
                .header("Cache-Control", "no-store")
                // A proxy that gathers an answer before it sends it would gather this one to its end.
                .header("X-Accel-Buffering", "no");
        ctx.future(() -> {
            ctx.req().getAsyncContext().setTimeout(0);
            out.setWriteListener(listener);
            return listener.end();
        });
    }
}
