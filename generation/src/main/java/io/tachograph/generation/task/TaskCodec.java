package io.tachograph.generation.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** How the table keeps a task: only in memory, so its form may change with every version. */
final class TaskCodec {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TaskCodec() {}

    static Serde<TaskState> serde() {
        return Serdes.serdeFrom((topic, task) -> write(task), (topic, bytes) -> read(bytes));
    }

    private static byte[] write(TaskState task) {
        try {
            return MAPPER.writeValueAsBytes(task);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A task cannot be kept.", e);
        }
    }

    private static TaskState read(byte[] bytes) {
        try {
            return MAPPER.readValue(bytes, TaskState.class);
        } catch (IOException e) {
            throw new UncheckedIOException("A task that was kept cannot be read.", e);
        }
    }
}
