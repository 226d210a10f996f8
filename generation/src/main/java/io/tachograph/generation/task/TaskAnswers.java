package io.tachograph.generation.task;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Answers beside their tasks in the store: piece by piece while they come, each under the attempt and the place of its first
 * character, and in one piece when the task has ended. So a piece costs what it is long, however long the answer is already.
 * One thread writes; readers may meet what it is about to change, and see that.
 */
final class TaskAnswers {
    private static final String PREFIX = "text/";

    private TaskAnswers() {}

    /** The next piece of an answer; then the task may count its characters. */
    static void add(KeyValueStore<String, byte[]> store, TaskState before, String piece) {
        store.put(key(before, before.characters()), piece.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts the pieces of a task that has ended together. */
    static void join(KeyValueStore<String, byte[]> store, TaskState ended) {
        @Nullable String whole = read(store, ended, 0);
        if (whole != null && !whole.isEmpty()) {
            store.put(key(ended, 0), whole.getBytes(StandardCharsets.UTF_8));
            delete(store, key(ended, 1), last(ended));
        }
    }

    /** Lets go of what an attempt has brought. */
    static void clear(KeyValueStore<String, byte[]> store, TaskState attempt) {
        delete(store, key(attempt, 0), last(attempt));
    }

    private static void delete(KeyValueStore<String, byte[]> store, String from, String to) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> pieces = store.range(from, to)) {
            pieces.forEachRemaining(piece -> keys.add(piece.key));
        }
        keys.forEach(store::delete);
    }

    /**
     * A task's answer from a character on, as far as the task says.
     *
     * @return null when the task has gone on to another attempt meanwhile, or has expired
     */
    static @Nullable String read(ReadOnlyKeyValueStore<String, byte[]> store, TaskState task, int from) {
        int to = task.characters();
        if (from >= to) {
            return "";
        }
        @Nullable String first = holding(store, task, from);
        if (first == null) {
            return null;
        }
        StringBuilder text = new StringBuilder(to - from);
        int next = from;
        try (KeyValueIterator<String, byte[]> pieces = store.range(first, key(task, to - 1))) {
            while (next < to && pieces.hasNext()) {
                KeyValue<String, byte[]> piece = pieces.next();
                int begin = Integer.parseInt(piece.key.substring(piece.key.lastIndexOf('/') + 1));
                if (piece.value == null || begin > next) {
                    return null;
                }
                String characters = new String(piece.value, StandardCharsets.UTF_8);
                // One that was put together covers those that are deleted next.
                int end = Math.min(begin + characters.length(), to);
                if (end > next) {
                    text.append(characters, next - begin, end - begin);
                    next = end;
                }
            }
        }
        return next == to ? text.toString() : null;
    }

    /** Key of the piece that has a character: most who ask know all before it, and so where it begins. */
    private static @Nullable String holding(
            ReadOnlyKeyValueStore<String, byte[]> store, TaskState task, int character) {
        String exact = key(task, character);
        if (store.get(exact) != null) {
            return exact;
        }
        try (KeyValueIterator<String, byte[]> before = store.reverseRange(key(task, 0), exact)) {
            return before.hasNext() ? before.next().key : null;
        }
    }

    private static String key(TaskState task, int character) {
        return PREFIX + task.id() + "/" + task.attempt() + "/" + String.format(Locale.ROOT, "%010d", character);
    }

    private static String last(TaskState task) {
        return key(task, Integer.MAX_VALUE);
    }
}
