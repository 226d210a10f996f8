package io.tachograph.generation.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** How the store keeps a task: only in memory, so its form may change with every version. */
final class TaskCodec {
    private static final String PREFIX = "task/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TaskCodec() {}

    static void put(KeyValueStore<String, byte[]> store, TaskState task) {
        try {
            store.put(PREFIX + task.id(), MAPPER.writeValueAsBytes(task));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A task cannot be kept.", e);
        }
    }

    static @Nullable TaskState get(ReadOnlyKeyValueStore<String, byte[]> store, String id) {
        byte @Nullable [] kept = store.get(PREFIX + id);
        return kept == null ? null : read(kept);
    }

    static void delete(KeyValueStore<String, byte[]> store, TaskState task) {
        store.delete(PREFIX + task.id());
    }

    private static TaskState read(byte[] bytes) {
        try {
            return MAPPER.readValue(bytes, TaskState.class);
        } catch (IOException e) {
            throw new UncheckedIOException("A task that was kept cannot be read.", e);
        }
    }
}
