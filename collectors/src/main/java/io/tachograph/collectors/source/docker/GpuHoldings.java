package io.tachograph.collectors.source.docker;

import io.tachograph.schemas.avro.GpuAssignment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which target holds which GPU, from when to when. Said when it begins, changes and ends. Used by one thread at a time. */
public final class GpuHoldings {
    /** A GPU of one run of one container. */
    public record Holding(String container, String gpu, String target, long fromMicros) {}

    private final Map<Holding, String> open = new HashMap<>();
    private final String source;

    /** @param source who says so */
    public GpuHoldings(String source) {
        this.source = source;
    }

    /** When a container's run that began at {@code fromMicros} ended. */
    @FunctionalInterface
    public interface Ends {
        long micros(String container, long fromMicros);
    }

    /**
     * @param now all holdings that there are, with their reasons
     * @param ends asked for those that have gone
     */
    public void update(Map<Holding, String> now, long atMicros, Ends ends, Consumer<? super GpuAssignment> records) {
        now.forEach((holding, reason) -> {
            if (!reason.equals(open.put(holding, reason))) {
                records.accept(record(holding, null, atMicros, reason));
            }
        });
        Set<Holding> gone = new HashSet<>(open.keySet());
        gone.removeAll(now.keySet());
        for (Holding holding : gone) {
            long end = ends.micros(holding.container(), holding.fromMicros());
            String reason = String.valueOf(open.remove(holding));
            records.accept(record(holding, Math.max(holding.fromMicros(), end), atMicros, reason));
        }
    }

    private GpuAssignment record(Holding holding, @Nullable Long to, long at, String reason) {
        return GpuAssignment.newBuilder()
                .setGpu(holding.gpu())
                .setTarget(holding.target())
                .setValidFromMicros(holding.fromMicros())
                .setValidToMicros(to)
                .setAssertedAtMicros(at)
                .setSource(source)
                .setReason(reason)
                .build();
    }
}
