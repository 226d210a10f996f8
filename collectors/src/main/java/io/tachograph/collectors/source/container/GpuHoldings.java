package io.tachograph.collectors.source.container;

import io.tachograph.schemas.avro.GpuAssignment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which target holds which GPU, from when to when. Said when it begins, changes and ends, and meanwhile once a minute: what
 * nobody says again counts as ended after some minutes, so that a run that ends while nobody watches does not last for ever.
 * Used by one thread at a time.
 */
public final class GpuHoldings {
    /** A GPU of one run of one container. */
    public record Holding(String container, String gpu, String target, long fromMicros) {}

    private static final long AGAIN_MICROS = 60_000_000;
    /** Readings, or times {@link #AGAIN_MICROS}, that may be missed before what was said expires. */
    private static final int MISSED = 3;

    private record Said(String reason, long atMicros) {}

    private final Map<Holding, Said> open = new HashMap<>();
    private final String source;
    private long lastMicros;

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
        long expires = atMicros + MISSED * Math.max(AGAIN_MICROS, lastMicros == 0 ? 0 : atMicros - lastMicros);
        lastMicros = atMicros;
        now.forEach((holding, reason) -> {
            Said before = open.get(holding);
            if (before == null || !before.reason.equals(reason) || atMicros - before.atMicros >= AGAIN_MICROS) {
                open.put(holding, new Said(reason, atMicros));
                records.accept(record(holding, null, expires, atMicros, reason));
            }
        });
        Set<Holding> gone = new HashSet<>(open.keySet());
        gone.removeAll(now.keySet());
        for (Holding holding : gone) {
            long end = ends.micros(holding.container(), holding.fromMicros());
            String reason = Objects.requireNonNull(open.remove(holding)).reason();
            records.accept(record(holding, Math.max(holding.fromMicros(), end), null, atMicros, reason));
        }
    }

    private GpuAssignment record(Holding holding, @Nullable Long to, @Nullable Long expires, long at, String reason) {
        return GpuAssignment.newBuilder()
                .setGpu(holding.gpu())
                .setTarget(holding.target())
                .setValidFromMicros(holding.fromMicros())
                .setValidToMicros(to)
                .setAssertedAtMicros(at)
                .setSource(source)
                .setReason(reason)
                .setExpiresAtMicros(expires)
                .build();
    }
}
