package io.tachograph.generation.http;

import io.tachograph.generation.task.TaskState;
import io.tachograph.generation.task.TaskTable;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One client that watches a task. Nobody waits for it, and nothing is queued here: whenever its connection can take
 * something, it gets all that happened since the last time. Thread-safe.
 */
final class TaskListener implements WriteListener {
    private final String id;
    private final TaskTable tasks;
    private final ServletOutputStream out;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private StreamPosition told;
    private boolean greeted;
    private boolean beatDue;
    private boolean connected;
    private boolean unflushed;

    /**
     * @param told what he knows
     * @param resumed whether he was told that; if not, he is told how the task is whatever it is
     */
    TaskListener(String id, TaskTable tasks, ServletOutputStream out, StreamPosition told, boolean resumed) {
        this.id = id;
        this.tasks = tasks;
        this.out = out;
        this.told = told;
        this.greeted = resumed;
    }

    /** Done when he has heard the end, or has left. */
    CompletableFuture<Void> end() {
        return end;
    }

    /** Something may have happened. */
    synchronized void wake() {
        write();
    }

    synchronized void beat() {
        beatDue = true;
        write();
    }

    @Override
    public synchronized void onWritePossible() {
        connected = true;
        write();
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(null);
    }

    private void write() {
        try {
            while (connected && !end.isDone() && out.isReady()) {
                byte @Nullable [] next = next();
                if (next != null) {
                    unflushed = true;
                    out.write(next);
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    if (told.ended()) {
                        end.complete(null);
                    }
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            // He has left, or the table has stopped. The heartbeats of all others must go on.
            end.complete(null);
        }
    }

    private byte @Nullable [] next() {
        if (told.ended()) {
            return null;
        }
        for (@Nullable TaskState task = tasks.find(id); task != null; task = tasks.find(id)) {
            if (greeted && StreamPosition.of(task).equals(told)) {
                return heartbeat();
            }
            // The end has the whole answer once more.
            int next = told.next(task);
            int from = task.status().isEnd() ? 0 : next;
            Optional<String> answer = tasks.answer(task, from);
            if (answer.isPresent()) {
                byte[] event = TaskEventText.since(told, task, answer.get().substring(next - from), answer.get());
                told = StreamPosition.of(task);
                greeted = true;
                beatDue = false;
                return event;
            }
        }
        // Its time is over; no more can be said of it.
        told = new StreamPosition(told.attempt(), told.characters(), true);
        return null;
    }

    private byte @Nullable [] heartbeat() {
        boolean due = beatDue;
        beatDue = false;
        return due ? TaskEventText.heartbeat() : null;
    }
}
