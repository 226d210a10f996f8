package io.tachograph.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of each key of one topic, and the place in the topic that it is from: so it can say what changed
 * since a place, each key once. Not thread-safe.
 */
final class NewestByKey<K, V> {
    private final Map<K, Placed<V>> newest = new HashMap<>();
    private final Map<Integer, NavigableMap<Long, K>> places = new HashMap<>();
    private final NavigableMap<Integer, Long> read = new TreeMap<>();
    private final Map<Integer, Long> forgotten = new HashMap<>();

    /** Takes note that a record was read, whatever it was. What lies before the first one is not known. */
    void read(int partition, long offset) {
        if (read.put(partition, offset) == null) {
            forgotten.put(partition, offset - 1);
        }
    }

    void put(K key, V value, int partition, long offset) {
        Placed<V> before = newest.put(key, new Placed<>(value, partition, offset));
        if (before != null) {
            placesOf(before.partition()).remove(before.offset());
        }
        placesOf(partition).put(offset, key);
    }

    /** Lets go of a key: who has read no further than its value has missed that. */
    void forget(K key) {
        Placed<V> before = newest.remove(key);
        if (before != null) {
            placesOf(before.partition()).remove(before.offset());
            forgotten.merge(before.partition(), before.offset(), Math::max);
        }
    }

    @Nullable
    V get(K key) {
        Placed<V> placed = newest.get(key);
        return placed == null ? null : placed.value();
    }

    /** The values of all keys, in no order. */
    List<V> all() {
        return newest.values().stream().map(Placed::value).toList();
    }

    /** Of each partition the offset that was read last. */
    NavigableMap<Integer, Long> position() {
        return read;
    }

    /** Keys whose value came after a position, in the order of their places. */
    List<K> changedSince(LivePosition since, LiveKind kind) {
        List<K> changed = new ArrayList<>();
        places.forEach((partition, keys) ->
                changed.addAll(keys.tailMap(since.of(kind, partition), false).values()));
        return changed;
    }

    /** Whether something after a position is no longer known. */
    boolean forgotSince(LivePosition since, LiveKind kind) {
        return forgotten.entrySet().stream().anyMatch(lost -> lost.getValue() > since.of(kind, lost.getKey()));
    }

    int size() {
        return newest.size();
    }

    private NavigableMap<Long, K> placesOf(int partition) {
        return places.computeIfAbsent(partition, of -> new TreeMap<>());
    }

    private record Placed<V>(V value, int partition, long offset) {}
}
