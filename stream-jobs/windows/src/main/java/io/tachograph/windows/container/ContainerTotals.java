package io.tachograph.windows.container;

import io.tachograph.windows.sample.GaugeTotals;
import io.tachograph.windows.sample.SampleTotals;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one container used in one window, as far as readings near enough to each other show. A rise of a counter is spread
 * evenly between its two readings; one that went back, or is of a new run of the container, began anew at zero. Not
 * thread-safe.
 */
public final class ContainerTotals implements SampleTotals<ContainerReading> {
    private final double[] rises = new double[ContainerCounter.values().length];
    private GaugeTotals memory = new GaugeTotals();
    private GaugeTotals pids = new GaugeTotals();
    private String name = "";
    private String node = "";
    private String image = "";
    private String imageId = "";
    private String target = "";
    private double cpuLimitCores = Double.NaN;
    private double memoryLimitBytes = Double.NaN;
    private long samples;
    private long coveredMicros;

    ContainerTotals() {
        Arrays.fill(rises, Double.NaN);
    }

    @Override
    public void count(ContainerReading reading) {
        samples++;
        label(reading);
        memory.count(reading.memoryUsedBytes());
        pids.count(reading.pids());
    }

    @Override
    public void stretch(ContainerReading from, ContainerReading to, long startMicros, long endMicros) {
        label(to);
        coveredMicros += endMicros - startMicros;
        memory.stretch(
                from.memoryUsedBytes(), to.memoryUsedBytes(), from.atMicros(), to.atMicros(), startMicros, endMicros);
        pids.stretch(from.pids(), to.pids(), from.atMicros(), to.atMicros(), startMicros, endMicros);
        double share = (double) (endMicros - startMicros) / (to.atMicros() - from.atMicros());
        for (ContainerCounter counter : ContainerCounter.values()) {
            double rise = rise(counter, from, to);
            if (!Double.isNaN(rise)) {
                int i = counter.ordinal();
                rises[i] = (Double.isNaN(rises[i]) ? 0 : rises[i]) + rise * share;
            }
        }
    }

    private static double rise(ContainerCounter counter, ContainerReading from, ContainerReading to) {
        long before = from.counter(counter);
        long now = to.counter(counter);
        if (before < 0 || now < 0) {
            return Double.NaN;
        }
        boolean anew = now < before || (counter.isOfOneRun() && isOfAnotherRun(from, to));
        return anew ? now : now - before;
    }

    /** What is unknown is no other run: it would count all that there was before. */
    private static boolean isOfAnotherRun(ContainerReading from, ContainerReading to) {
        return from.startedAtMicros() != 0
                && to.startedAtMicros() != 0
                && from.startedAtMicros() != to.startedAtMicros();
    }

    @Override
    public void step(ContainerReading from, ContainerReading to) {
        // Rises are spread over the time between two readings, not counted where the later one lies.
    }

    private void label(ContainerReading reading) {
        name = reading.name();
        node = reading.node();
        image = reading.image();
        imageId = reading.imageId();
        target = Objects.requireNonNullElse(reading.target(), "");
        cpuLimitCores = reading.cpuLimitCores();
        memoryLimitBytes = reading.memoryLimitBytes();
    }

    /** How much it rose in {@link #coveredSeconds}; null when there were not two readings to take it from. */
    @Nullable
    Double rise(ContainerCounter counter) {
        return known(rises[counter.ordinal()]);
    }

    GaugeTotals memory() {
        return memory;
    }

    GaugeTotals pids() {
        return pids;
    }

    String name() {
        return name;
    }

    String node() {
        return node;
    }

    String image() {
        return image;
    }

    String imageId() {
        return imageId;
    }

    @Nullable
    String target() {
        return target.isEmpty() ? null : target;
    }

    @Nullable
    Double cpuLimitCores() {
        return known(cpuLimitCores);
    }

    @Nullable
    Long memoryLimitBytes() {
        return Double.isNaN(memoryLimitBytes) ? null : Long.valueOf((long) memoryLimitBytes);
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    @Override
    public long samples() {
        return samples;
    }

    /** Time between readings near enough to each other, seconds. */
    double coveredSeconds() {
        return coveredMicros / 1e6;
    }

    ContainerTotals copy() {
        ContainerTotals copy = new ContainerTotals();
        System.arraycopy(rises, 0, copy.rises, 0, rises.length);
        copy.memory = memory.copy();
        copy.pids = pids.copy();
        copy.name = name;
        copy.node = node;
        copy.image = image;
        copy.imageId = imageId;
        copy.target = target;
        copy.cpuLimitCores = cpuLimitCores;
        copy.memoryLimitBytes = memoryLimitBytes;
        copy.samples = samples;
        copy.coveredMicros = coveredMicros;
        return copy;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(rises.length);
        for (double rise : rises) {
            out.writeDouble(rise);
        }
        memory.writeTo(out);
        pids.writeTo(out);
        out.writeUTF(name);
        out.writeUTF(node);
        out.writeUTF(image);
        out.writeUTF(imageId);
        out.writeUTF(target);
        out.writeDouble(cpuLimitCores);
        out.writeDouble(memoryLimitBytes);
        out.writeLong(samples);
        out.writeLong(coveredMicros);
    }

    static ContainerTotals readFrom(DataInput in) throws IOException {
        ContainerTotals totals = new ContainerTotals();
        // Counters are only ever added at the end, so fewer may have been written than there are now.
        int written = in.readByte();
        for (int i = 0; i < written; i++) {
            totals.rises[i] = in.readDouble();
        }
        totals.memory = GaugeTotals.readFrom(in);
        totals.pids = GaugeTotals.readFrom(in);
        totals.name = in.readUTF();
        totals.node = in.readUTF();
        totals.image = in.readUTF();
        totals.imageId = in.readUTF();
        totals.target = in.readUTF();
        totals.cpuLimitCores = in.readDouble();
        totals.memoryLimitBytes = in.readDouble();
        totals.samples = in.readLong();
        totals.coveredMicros = in.readLong();
        return totals;
    }
}
