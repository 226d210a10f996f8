package io.tachograph.collectors.source;

import io.tachograph.client.clock.WallClock;
import io.tachograph.client.load.Pacer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** The sources that an agent reads. Thread-safe. */
public final class Sources implements AutoCloseable {
    private final Pacer pacer = Pacer.start("tachograph-sources");
    private final ExecutorService threads;
    private final WallClock clock;
    private final Consumer<SpecificRecord> publisher;
    private final Map<String, SourceReader> readers = new LinkedHashMap<>();

    /**
     * Without any source yet.
     *
     * @param publisher takes every record; called from many threads
     */
    public Sources(WallClock clock, Consumer<SpecificRecord> publisher) {
        this.clock = clock;
        this.publisher = publisher;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "tachograph-source");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads these and no others from now on. One that is there already with the same settings is left alone; what was
     * opened for it again is never read.
     */
    public synchronized void set(List<ConfiguredSource> wanted) {
        Map<String, SourceReader> before = new LinkedHashMap<>(readers);
        List<SourceReader> begun = new ArrayList<>();
        readers.clear();
        for (ConfiguredSource source : wanted) {
            SourceReader known = before.get(source.name());
            if (known != null && isSame(known.source(), source)) {
                readers.put(source.name(), known);
                before.remove(source.name());
            } else {
                SourceReader reader = new SourceReader(source, pacer, threads, clock, publisher);
                readers.put(source.name(), reader);
                begun.add(reader);
            }
        }
        before.values().forEach(SourceReader::close);
        begun.forEach(SourceReader::begin);
    }

    private static boolean isSame(ConfiguredSource a, ConfiguredSource b) {
        return a.kind().equals(b.kind())
                && a.every().equals(b.every())
                && a.timeout().equals(b.timeout())
                && a.settings().equals(b.settings());
    }

    /** In the order in which they were given. */
    public synchronized List<SourceStatus> statuses() {
        return readers.values().stream().map(SourceReader::status).toList();
    }

    /**
     * Reads every source once and closes it, in place of a schedule.
     *
     * @return how each is after that, in the given order
     */
    public static List<SourceStatus> readOnce(List<ConfiguredSource> sources, WallClock clock) {
        try (Sources once = new Sources(clock, record -> {})) {
            List<SourceReader> readers = sources.stream()
                    .map(source -> new SourceReader(source, once.pacer, once.threads, clock, once.publisher))
                    .toList();
            CompletableFuture<?>[] readings = readers.stream()
                    .map(reader -> reader.read(System.nanoTime()))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(readings).join();
            List<SourceStatus> statuses =
                    readers.stream().map(SourceReader::status).toList();
            readers.forEach(SourceReader::close);
            return statuses;
        }
    }

    /** Gives up what runs and frees every source. */
    @Override
    public void close() {
        set(List.of());
        pacer.close();
        threads.shutdownNow();
    }
}
