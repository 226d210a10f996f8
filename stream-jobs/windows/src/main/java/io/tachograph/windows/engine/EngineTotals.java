package io.tachograph.windows.engine;

import io.tachograph.windows.sample.GaugeTotals;
import io.tachograph.windows.sample.SampleTotals;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one engine said of one window: gauges as lines between readings near enough to each other, counters and
 * histograms as rises between any two consecutive readings. Not thread-safe.
 */
public final class EngineTotals implements SampleTotals<EngineReading> {
    private final GaugeTotals[] gauges = new GaugeTotals[EngineGauge.values().length];
    private final CounterTotals[] counters = new CounterTotals[EngineCounter.values().length];
    /** Several of one name when the engine came back with other bounds. */
    private final SortedMap<String, List<EngineBuckets>> histograms = new TreeMap<>();

    private String engine = "";
    private String engineVersion = "";
    private long samples;
    private long coveredMicros;
    private long countedMicros;

    EngineTotals() {
        Arrays.setAll(gauges, i -> new GaugeTotals());
        Arrays.setAll(counters, i -> new CounterTotals());
    }

    @Override
    public void count(EngineReading reading) {
        samples++;
        label(reading);
        for (EngineGauge gauge : EngineGauge.values()) {
            of(gauge).count(reading.gauge(gauge));
        }
    }

    @Override
    public void stretch(EngineReading from, EngineReading to, long startMicros, long endMicros) {
        label(to);
        coveredMicros += endMicros - startMicros;
        for (EngineGauge gauge : EngineGauge.values()) {
            of(gauge)
                    .stretch(
                            from.gauge(gauge), to.gauge(gauge), from.atMicros(), to.atMicros(), startMicros, endMicros);
        }
    }

    @Override
    public void step(EngineReading from, EngineReading to) {
        label(to);
        countedMicros += to.atMicros() - from.atMicros();
        for (int i = 0; i < counters.length; i++) {
            counters[i].step(from.counters()[i], to.counters()[i]);
        }
        to.histograms().forEach((name, now) -> {
            EngineBuckets before = from.histograms().get(name);
            if (before != null) {
                add(name, now.since(before));
            }
        });
    }

    private void add(String name, EngineBuckets more) {
        List<EngineBuckets> parts = histograms.computeIfAbsent(name, key -> new ArrayList<>());
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).hasBoundsOf(more)) {
                parts.set(i, parts.get(i).plus(more));
                return;
            }
        }
        parts.add(more);
    }

    private void label(EngineReading reading) {
        engine = reading.engine();
        engineVersion = reading.engineVersion();
    }

    public GaugeTotals of(EngineGauge gauge) {
        return gauges[gauge.ordinal()];
    }

    /** How much it rose; null when there were not two readings to take it from. */
    public @Nullable Double increase(EngineCounter counter) {
        return counters[counter.ordinal()].increase();
    }

    /** Rises by name; several of one name when the engine came back with other bounds. */
    public Map<String, List<EngineBuckets>> histograms() {
        return histograms;
    }

    public String engine() {
        return engine;
    }

    /** As last observed. */
    public String engineVersion() {
        return engineVersion;
    }

    @Override
    public long samples() {
        return samples;
    }

    /** Time that the gauges' means are of, seconds. */
    public double coveredSeconds() {
        return coveredMicros / 1e6;
    }

    /** Time that the rises are of, which a rate divides by, seconds; more than the window after a gap. */
    public double countedSeconds() {
        return countedMicros / 1e6;
    }

    EngineTotals copy() {
        EngineTotals copy = new EngineTotals();
        Arrays.setAll(copy.gauges, i -> gauges[i].copy());
        Arrays.setAll(copy.counters, i -> counters[i].copy());
        histograms.forEach((name, parts) -> copy.histograms.put(name, new ArrayList<>(parts)));
        copy.engine = engine;
        copy.engineVersion = engineVersion;
        copy.samples = samples;
        copy.coveredMicros = coveredMicros;
        copy.countedMicros = countedMicros;
        return copy;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(engine);
        out.writeUTF(engineVersion);
        out.writeLong(samples);
        out.writeLong(coveredMicros);
        out.writeLong(countedMicros);
        out.writeByte(gauges.length);
        for (GaugeTotals gauge : gauges) {
            gauge.writeTo(out);
        }
        out.writeByte(counters.length);
        for (CounterTotals counter : counters) {
            counter.writeTo(out);
        }
        out.writeInt(histograms.size());
        for (Map.Entry<String, List<EngineBuckets>> parts : histograms.entrySet()) {
            out.writeUTF(parts.getKey());
            out.writeInt(parts.getValue().size());
            for (EngineBuckets part : parts.getValue()) {
                part.writeTo(out);
            }
        }
    }

    static EngineTotals readFrom(DataInput in) throws IOException {
        EngineTotals totals = new EngineTotals();
        totals.engine = in.readUTF();
        totals.engineVersion = in.readUTF();
        totals.samples = in.readLong();
        totals.coveredMicros = in.readLong();
        totals.countedMicros = in.readLong();
        // Gauges and counters are only ever added at the end, so fewer may have been written than there are now.
        int writtenGauges = in.readByte();
        for (int i = 0; i < writtenGauges; i++) {
            totals.gauges[i] = GaugeTotals.readFrom(in);
        }
        int writtenCounters = in.readByte();
        for (int i = 0; i < writtenCounters; i++) {
            totals.counters[i] = CounterTotals.readFrom(in);
        }
        for (int names = in.readInt(); names > 0; names--) {
            List<EngineBuckets> parts = new ArrayList<>();
            totals.histograms.put(in.readUTF(), parts);
            for (int size = in.readInt(); size > 0; size--) {
                parts.add(EngineBuckets.readFrom(in));
            }
        }
        return totals;
    }
}
