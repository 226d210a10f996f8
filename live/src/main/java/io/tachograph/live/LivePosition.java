package io.tachograph.live;

import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far somebody has read the result topics: of each partition the offset of the last record. It is made of offsets
 * alone, so that every instance understands it. Immutable.
 *
 * @param offsets by kind and partition
 */
public record LivePosition(Map<LiveKind, NavigableMap<Integer, Long>> offsets) {
    /** Before everything. */
    public static final LivePosition START = new LivePosition(Map.of());

    private static final int MAX_LENGTH = 8_192;
    private static final Pattern OFFSET = Pattern.compile("([a-z]+)([0-9]{1,6})-([0-9]{1,18})");

    public LivePosition {
        Map<LiveKind, NavigableMap<Integer, Long>> copy = new EnumMap<>(LiveKind.class);
        offsets.forEach((kind, partitions) -> {
            if (!partitions.isEmpty()) {
                copy.put(kind, new TreeMap<>(partitions));
            }
        });
        offsets = copy;
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @return empty when it is nothing of the kind
     */
    public static Optional<LivePosition> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Map<LiveKind, NavigableMap<Integer, Long>> offsets = new EnumMap<>(LiveKind.class);
        for (String part : text.split("_", -1)) {
            Matcher matcher = OFFSET.matcher(part);
            Optional<LiveKind> kind = matcher.matches() ? LiveKind.named(matcher.group(1)) : Optional.empty();
            if (kind.isEmpty()) {
                return Optional.empty();
            }
            offsets.computeIfAbsent(kind.get(), of -> new TreeMap<>())
                    .put(Integer.valueOf(matcher.group(2)), Long.valueOf(matcher.group(3)));
        }
        return Optional.of(new LivePosition(offsets));
    }

    /** Offset of the last record of a partition that was read, -1 where none was. */
    long of(LiveKind kind, int partition) {
        NavigableMap<Integer, Long> partitions = offsets.get(kind);
        return partitions == null ? -1 : partitions.getOrDefault(partition, -1L);
    }

    /** In the characters that an event's id may have, {@code window0-812_window1-900_alert0-3} for example. */
    @Override
    public String toString() {
        return offsets.entrySet().stream()
                .flatMap(kind -> kind.getValue().entrySet().stream()
                        .map(read -> kind.getKey().key() + read.getKey() + "-" + read.getValue()))
                .collect(Collectors.joining("_"));
    }
}
