package io.tachograph.generation.http;

import io.tachograph.api.answer.Json;
import io.tachograph.generation.task.TaskState;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Server-sent events of a task as bytes. They have no name, so that {@code onmessage} hears them. */
final class TaskEventText {
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private TaskEventText() {}

    /** A comment, so that both sides and everything between them see that the connection is alive. */
    static byte[] heartbeat() {
        return HEARTBEAT;
    }

    /**
     * All that happened since a position, in one event whose id is the position after it.
     *
     * @param delta of the answer
     * @param answer all of it; asked for when the task has ended
     */
    static byte[] since(StreamPosition told, TaskState task, String delta, String answer) {
        Map<String, Object> data = TaskRepresentation.event(task, delta, answer);
        if (told.attempt() > 0 && told.attempt() != task.attempt()) {
            data.put("restarted", true);
        }
        return ("id: " + StreamPosition.of(task) + "\ndata: " + Json.text(data) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
