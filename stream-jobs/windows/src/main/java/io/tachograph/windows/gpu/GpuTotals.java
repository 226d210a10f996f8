package io.tachograph.windows.gpu;

import io.tachograph.windows.sample.GaugeTotals;
import io.tachograph.windows.sample.SampleTotals;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one GPU did in one window, as far as readings near enough to each other show. Energy is the difference of the
 * device's counter, spread evenly between two readings; where the counter went back the driver was loaded anew and it
 * counts from zero; where there is none, or two sources read it, it is the area under the power readings' line. Not
 * thread-safe.
 */
public final class GpuTotals implements SampleTotals<GpuReading> {
    private final GaugeTotals[] gauges = new GaugeTotals[GpuGauge.values().length];
    private String node = "";
    private String name = "";
    private int index = GpuReading.ABSENT;
    private long memoryTotalBytes = GpuReading.ABSENT;
    private long samples;
    private long coveredMicros;
    private double energyJoules;
    private long counterMicros;
    private long powerMicros;
    private String source = "";
    private String driverVersion = "";
    private long otherSamples;

    GpuTotals() {
        Arrays.setAll(gauges, i -> new GaugeTotals());
    }

    @Override
    public void count(GpuReading reading) {
        samples++;
        label(reading);
        for (GpuGauge gauge : GpuGauge.values()) {
            of(gauge).count(reading.gauge(gauge));
        }
    }

    @Override
    public void stretch(GpuReading from, GpuReading to, long startMicros, long endMicros) {
        label(to);
        long micros = endMicros - startMicros;
        coveredMicros += micros;
        double powerBefore = of(GpuGauge.POWER).integralSeconds();
        for (GpuGauge gauge : GpuGauge.values()) {
            of(gauge)
                    .stretch(
                            from.gauge(gauge), to.gauge(gauge), from.atMicros(), to.atMicros(), startMicros, endMicros);
        }
        if (from.energyMillijoules() >= 0 && to.energyMillijoules() >= 0 && to.isOfSourceOf(from)) {
            long used = to.energyMillijoules() - from.energyMillijoules();
            double joules = (used >= 0 ? used : to.energyMillijoules()) / 1e3;
            energyJoules += joules * micros / (to.atMicros() - from.atMicros());
            counterMicros += micros;
        } else if (!Double.isNaN(from.gauge(GpuGauge.POWER)) && !Double.isNaN(to.gauge(GpuGauge.POWER))) {
            energyJoules += of(GpuGauge.POWER).integralSeconds() - powerBefore;
            powerMicros += micros;
        }
    }

    @Override
    public void step(GpuReading from, GpuReading to) {
        // Energy is spread over the time between two readings, not counted where the later one lies.
    }

    @Override
    public void passOver(GpuReading reading) {
        otherSamples++;
    }

    private void label(GpuReading reading) {
        node = reading.node();
        name = reading.name();
        index = reading.index();
        source = reading.source();
        if (!reading.driverVersion().isEmpty()) {
            driverVersion = reading.driverVersion();
        }
        if (reading.memoryTotalBytes() >= 0) {
            memoryTotalBytes = reading.memoryTotalBytes();
        }
    }

    public GaugeTotals of(GpuGauge gauge) {
        return gauges[gauge.ordinal()];
    }

    public String node() {
        return node;
    }

    /** Product name. */
    public String name() {
        return name;
    }

    /** Index on its node, null when unknown. */
    public @Nullable Integer index() {
        return index < 0 ? null : index;
    }

    public @Nullable Long memoryTotalBytes() {
        return memoryTotalBytes < 0 ? null : memoryTotalBytes;
    }

    /** Kind of the source that counted last, empty when unknown. */
    public String source() {
        return source;
    }

    /** As last reported, empty when unknown. */
    public String driverVersion() {
        return driverVersion;
    }

    /** Readings by other sources, which do not count. */
    public long otherSamples() {
        return otherSamples;
    }

    @Override
    public long samples() {
        return samples;
    }

    /** Time between readings near enough to each other, seconds. */
    public double coveredSeconds() {
        return coveredMicros / 1e6;
    }

    /** Null when neither counter nor power was read. */
    public @Nullable Double energyJoules() {
        return counterMicros + powerMicros == 0 ? null : energyJoules;
    }

    /** Time that {@link #energyJoules} is of, seconds. */
    public double energySeconds() {
        return (counterMicros + powerMicros) / 1e6;
    }

    /** {@code counter}, {@code power}, {@code mixed}, or null without energy. */
    public @Nullable String energySource() {
        if (counterMicros > 0) {
            return powerMicros > 0 ? "mixed" : "counter";
        }
        return powerMicros > 0 ? "power" : null;
    }

    GpuTotals copy() {
        GpuTotals copy = new GpuTotals();
        Arrays.setAll(copy.gauges, i -> gauges[i].copy());
        copy.node = node;
        copy.name = name;
        copy.index = index;
        copy.memoryTotalBytes = memoryTotalBytes;
        copy.samples = samples;
        copy.coveredMicros = coveredMicros;
        copy.energyJoules = energyJoules;
        copy.counterMicros = counterMicros;
        copy.powerMicros = powerMicros;
        copy.source = source;
        copy.driverVersion = driverVersion;
        copy.otherSamples = otherSamples;
        return copy;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(gauges.length);
        for (GaugeTotals gauge : gauges) {
            gauge.writeTo(out);
        }
        out.writeUTF(node);
        out.writeUTF(name);
        out.writeInt(index);
        out.writeLong(memoryTotalBytes);
        out.writeLong(samples);
        out.writeLong(coveredMicros);
        out.writeDouble(energyJoules);
        out.writeLong(counterMicros);
        out.writeLong(powerMicros);
        out.writeUTF(source);
        out.writeUTF(driverVersion);
        out.writeLong(otherSamples);
    }

    static GpuTotals readFrom(int version, DataInput in) throws IOException {
        GpuTotals totals = new GpuTotals();
        int written = in.readByte();
        for (int i = 0; i < written; i++) {
            totals.gauges[i] = GaugeTotals.readFrom(in);
        }
        totals.node = in.readUTF();
        totals.name = in.readUTF();
        totals.index = in.readInt();
        totals.memoryTotalBytes = in.readLong();
        totals.samples = in.readLong();
        totals.coveredMicros = in.readLong();
        totals.energyJoules = in.readDouble();
        totals.counterMicros = in.readLong();
        totals.powerMicros = in.readLong();
        if (version > 1) {
            totals.source = in.readUTF();
            totals.driverVersion = in.readUTF();
            totals.otherSamples = in.readLong();
        }
        return totals;
    }
}
