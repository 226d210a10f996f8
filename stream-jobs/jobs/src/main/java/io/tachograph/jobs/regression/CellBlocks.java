package io.tachograph.jobs.regression;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.regression.VersionBlock;
import io.tachograph.windows.regression.VersionBlockFormat;
import io.tachograph.windows.regression.VersionsSeen;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** The blocks of the two newest engine versions of the current cell, in Flink's state. */
final class CellBlocks {
    private static final char SEPARATOR = '\u001f';

    private final long keptMillis;
    private final MapState<String, Long> versions;
    private final MapState<String, VersionBlock> blocks;

    CellBlocks(RuntimeContext context, long keptMillis) {
        this.keptMillis = keptMillis;
        versions = context.getMapState(new MapStateDescriptor<>("versions", Types.STRING, Types.LONG));
        blocks = context.getMapState(
                new MapStateDescriptor<>("blocks", Types.STRING, VersionedType.of(new VersionBlockFormat())));
    }

    VersionsSeen versions() throws Exception {
        Map<String, Long> known = new HashMap<>();
        for (Map.Entry<String, Long> version : versions.entries()) {
            known.put(version.getKey(), version.getValue());
        }
        return new VersionsSeen(known);
    }

    /** The versions with one more, which is remembered. */
    VersionsSeen see(String version, long millis) throws Exception {
        VersionsSeen before = versions();
        VersionsSeen after = before.with(version, millis);
        if (!after.equals(before)) {
            versions.clear();
            versions.putAll(after.firstSeenMillis());
        }
        return after;
    }

    /** Adds a complete minute, and says whether it was new. */
    boolean add(WindowSnapshot minute) throws Exception {
        String key = minute.series().engineVersion() + SEPARATOR + VersionBlock.startOf(minute.windowStartMillis());
        VersionBlock block = blocks.get(key);
        block = block == null ? new VersionBlock() : block;
        boolean added = block.add(minute);
        if (added) {
            blocks.put(key, block);
        }
        return added;
    }

    /** Closes what started before then, drops what nothing is compared with any more, and gives what is closed. */
    Closed close(long before) throws Exception {
        VersionsSeen seen = versions();
        Map<String, TreeMap<Long, VersionBlock>> closed = new HashMap<>();
        Map<String, Long> newestStarts = new HashMap<>();
        boolean anew = false;
        for (Map.Entry<String, VersionBlock> entry : snapshot().entrySet()) {
            String version = versionOf(entry.getKey());
            long start = startOf(entry.getKey());
            newestStarts.merge(version, start, Math::max);
            if (!seen.isCompared(version)) {
                blocks.remove(entry.getKey());
            } else if (start < before) {
                VersionBlock block = entry.getValue();
                if (!block.isClosed()) {
                    block.close();
                    blocks.put(entry.getKey(), block);
                    anew = true;
                }
                closed.computeIfAbsent(version, v -> new TreeMap<>()).put(start, block);
            }
        }
        for (Map.Entry<String, TreeMap<Long, VersionBlock>> version : closed.entrySet()) {
            TreeMap<Long, VersionBlock> byStart = version.getValue();
            while (byStart.firstKey() <= byStart.lastKey() - keptMillis) {
                blocks.remove(
                        version.getKey() + SEPARATOR + byStart.pollFirstEntry().getKey());
            }
        }
        return new Closed(seen, closed, newestStarts, anew);
    }

    /** Flink's map must not change under its iterator. */
    private Map<String, VersionBlock> snapshot() throws Exception {
        Map<String, VersionBlock> all = new HashMap<>();
        for (Map.Entry<String, VersionBlock> block : blocks.entries()) {
            all.put(block.getKey(), block.getValue());
        }
        return all;
    }

    private static String versionOf(String key) {
        return key.substring(0, key.lastIndexOf(SEPARATOR));
    }

    private static long startOf(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf(SEPARATOR) + 1));
    }

    void clear() {
        versions.clear();
        blocks.clear();
    }

    /**
     * What is closed.
     *
     * @param versions versions of the cell
     * @param byVersion closed blocks by version and start
     * @param newestStarts start of each version's newest block, closed or not
     * @param anew something was closed that was not before
     */
    record Closed(
            VersionsSeen versions,
            Map<String, TreeMap<Long, VersionBlock>> byVersion,
            Map<String, Long> newestStarts,
            boolean anew) {
        /** Start of the newest block of all, closed or not; {@link Long#MIN_VALUE} when there is none. */
        long newestStart() {
            return newestStarts.values().stream()
                    .mapToLong(start -> start)
                    .max()
                    .orElse(Long.MIN_VALUE);
        }

        /** Whether the newest version has no block that starts after then: another serves in its place. */
        boolean isNewestGoneSince(long start) {
            Long last = newestStarts.get(versions.newest());
            return last != null && last <= start;
        }
    }
}
