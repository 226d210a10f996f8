package io.tachograph.collectors.source.huggingface;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.client.clock.WallClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hub said, for a day; that it knows no such model as well. On disk if wanted, so that restarts ask nothing again. A
 * file that is damaged, or from the future, is as good as none. Not thread-safe.
 */
final class HubCache {
    private static final Logger LOG = LoggerFactory.getLogger(HubCache.class);
    private static final Duration KEPT = Duration.ofHours(24);
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Entry(long askedAtMillis, HubModel model) {}

    private final @Nullable Path folder;
    private final WallClock clock;
    private final Map<String, Entry> entries = new HashMap<>();
    private boolean complained;

    /** @param folder null for memory alone */
    HubCache(@Nullable Path folder, WallClock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Null when it has to be asked for. */
    @Nullable
    HubModel get(String model) {
        Entry entry = entries.get(model);
        if (entry == null && folder != null) {
            entry = read(folder.resolve(fileOf(model)));
            if (entry != null && entry.model().model().equals(model)) {
                entries.put(model, entry);
            }
        }
        long age = entry == null ? -1 : clock.now().toEpochMilli() - entry.askedAtMillis();
        return entry != null && age >= 0 && age < KEPT.toMillis() ? entry.model() : null;
    }

    void put(HubModel model) {
        Entry entry = new Entry(clock.now().toEpochMilli(), model);
        entries.put(model.model(), entry);
        if (folder != null) {
            write(folder, fileOf(model.model()), entry);
        }
    }

    private static String fileOf(String model) {
        return model.replace("/", "--") + ".json";
    }

    private static @Nullable Entry read(Path file) {
        try {
            Entry entry = Files.exists(file) ? JSON.readValue(file.toFile(), Entry.class) : null;
            // A file that says half of it is read without complaint.
            return entry == null || entry.model() == null ? null : entry;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private void write(Path into, String name, Entry entry) {
        try {
            Files.createDirectories(into);
            Path whole = Files.createTempFile(into, "new", ".tmp");
            JSON.writeValue(whole.toFile(), entry);
            Files.move(whole, into.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                LOG.warn("cannot keep answers of the hub in {}, only in memory: {}", into, e.toString());
            }
        }
    }
}
