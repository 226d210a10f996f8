package io.tachograph.standalone.truth;

import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.simulator.ServedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What a simulated fleet says of itself: the energy of each replica's GPUs, and the tokens that it served. */
final class EnergyAccount {
    private static final long SECOND_MICROS = 1_000_000;

    private record Gpu(String replica, int index) {}

    /** Millijoules by the wall clock in microseconds. */
    private final Map<Gpu, NavigableMap<Long, Long>> counters = new ConcurrentHashMap<>();
    /** Output tokens by the microsecond in which their request arrived. */
    private final Map<String, NavigableMap<Long, Long>> tokens = new ConcurrentHashMap<>();

    private final long startMicros =
            Duration.between(Instant.EPOCH, Instant.now()).toNanos() / 1_000;
    private final long startNanos = System.nanoTime();

    void served(ServedRequest request) {
        long arrived = startMicros + (request.arrivedNanos() - startNanos) / 1_000;
        tokens.computeIfAbsent(request.replica(), replica -> new ConcurrentSkipListMap<>())
                .merge(arrived, (long) request.outputTokens(), Long::sum);
    }

    void read(GpuSample sample) {
        counters.computeIfAbsent(new Gpu(sample.getNode(), index(sample)), gpu -> new ConcurrentSkipListMap<>())
                .put(sample.getAtMicros(), millijoules(sample));
    }

    static int index(GpuSample sample) {
        return Objects.requireNonNull(sample.getIndex());
    }

    static long millijoules(GpuSample sample) {
        return Objects.requireNonNull(sample.getEnergyMillijoules());
    }

    /** Of all GPUs of a replica, in seconds since the epoch. */
    double joules(String replica, long from, long to) {
        return counters.entrySet().stream()
                .filter(counter -> counter.getKey().replica().equals(replica))
                .mapToDouble(counter ->
                        (at(counter.getValue(), to * SECOND_MICROS) - at(counter.getValue(), from * SECOND_MICROS))
                                / 1e3)
                .sum();
    }

    /** Of the requests that arrived at a replica. */
    long tokens(String replica, long from, long to) {
        return Objects.requireNonNull(tokens.get(replica))
                .subMap(from * SECOND_MICROS, to * SECOND_MICROS)
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** A counter between two of its readings. */
    private static double at(NavigableMap<Long, Long> counter, long micros) {
        Map.Entry<Long, Long> before = counter.floorEntry(micros);
        Map.Entry<Long, Long> after = counter.higherEntry(micros);
        double share = (double) (micros - before.getKey()) / (after.getKey() - before.getKey());
        return before.getValue() + share * (after.getValue() - before.getValue());
    }
}
