package io.tachograph.windows.engine;

import static io.tachograph.windows.sample.FieldCheck.name;
import static io.tachograph.windows.sample.FieldCheck.time;

import io.tachograph.schemas.avro.EngineHistogram;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.windows.InvalidRecordException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns wire records into readings and refuses what cannot be true. A gauge or counter with a name that this version
 * does not know is left out, whatever its value: a newer agent may report more than an older stream can store.
 */
public final class EngineReadings {
    private static final int MAX_HISTOGRAMS = 32;
    private static final int MAX_BOUNDS = 256;

    /** Whole numbers beyond this are not exact in a double. */
    private static final double MAX_COUNT = 9e15;

    private EngineReadings() {}

    /** @throws InvalidRecordException when the record cannot be true */
    public static EngineReading of(EngineSample sample, int partition, long offset) throws InvalidRecordException {
        name("target", sample.getTarget(), true);
        name("engine", sample.getEngine(), false);
        name("engine_version", sample.getEngineVersion(), false);
        time("at_micros", sample.getAtMicros());
        double[] gauges = new double[EngineGauge.values().length];
        for (EngineGauge gauge : EngineGauge.values()) {
            gauges[gauge.ordinal()] = known(sample.getGauges(), gauge.key());
        }
        double[] counters = new double[EngineCounter.values().length];
        for (EngineCounter counter : EngineCounter.values()) {
            counters[counter.ordinal()] = known(sample.getCounters(), counter.key());
        }
        if (gauges[EngineGauge.KV_CACHE_USAGE.ordinal()] > 1) {
            throw new InvalidRecordException(
                    "kv_cache_usage " + gauges[EngineGauge.KV_CACHE_USAGE.ordinal()] + " is more than the whole cache");
        }
        return new EngineReading(
                sample.getTarget(),
                sample.getEngine(),
                sample.getEngineVersion(),
                sample.getAtMicros(),
                gauges,
                counters,
                histograms(sample.getHistograms()),
                partition,
                offset);
    }

    private static SortedMap<String, EngineBuckets> histograms(Map<String, EngineHistogram> wire)
            throws InvalidRecordException {
        if (wire.size() > MAX_HISTOGRAMS) {
            throw new InvalidRecordException(
                    wire.size() + " histograms are more than the " + MAX_HISTOGRAMS + " that are kept");
        }
        SortedMap<String, EngineBuckets> histograms = new TreeMap<>();
        for (Map.Entry<String, EngineHistogram> entry : wire.entrySet()) {
            name("histogram name", entry.getKey(), true);
            histograms.put(entry.getKey(), histogram("histogram " + entry.getKey(), entry.getValue()));
        }
        return histograms;
    }

    private static EngineBuckets histogram(String field, EngineHistogram wire) throws InvalidRecordException {
        double[] bounds =
                wire.getBounds().stream().mapToDouble(Double::doubleValue).toArray();
        long[] counts = wire.getCounts().stream().mapToLong(Long::longValue).toArray();
        if (bounds.length > MAX_BOUNDS || counts.length != bounds.length + 1) {
            throw new InvalidRecordException(field + " has " + counts.length + " counts for " + bounds.length
                    + " bounds; it needs one more, and at most " + MAX_BOUNDS + " bounds");
        }
        for (int i = 0; i < bounds.length; i++) {
            if (!Double.isFinite(bounds[i]) || (i > 0 && !(bounds[i] > bounds[i - 1]))) {
                throw new InvalidRecordException(field + " has the bound " + bounds[i] + " out of order");
            }
        }
        for (long count : counts) {
            notNegative(field, count);
        }
        if (!Double.isFinite(wire.getSum())) {
            throw new InvalidRecordException(field + " has the sum " + wire.getSum());
        }
        return new EngineBuckets(bounds, counts, wire.getSum());
    }

    private static void notNegative(String field, double value) throws InvalidRecordException {
        if (!(value >= 0 && value <= MAX_COUNT)) {
            throw new InvalidRecordException(field + " " + value + " is not from 0 to " + MAX_COUNT);
        }
    }

    /** The value of a name, checked; NaN when it is not there. */
    private static double known(Map<String, Double> values, String key) throws InvalidRecordException {
        Double value = values.get(key);
        if (value == null) {
            return Double.NaN;
        }
        notNegative(key, value);
        return value;
    }
}
