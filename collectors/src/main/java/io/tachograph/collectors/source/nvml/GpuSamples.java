package io.tachograph.collectors.source.nvml;

import io.tachograph.collectors.source.SourceContext;
import io.tachograph.schemas.avro.GpuSample;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Readings of all devices of a session as records, one a GPU and one a MIG instance. Not thread-safe. */
final class GpuSamples {
    /** Reading the throughput of PCIe holds up everything for 40 ms a GPU. */
    private static final long PCIE_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final SourceContext context;
    private final LongSupplier nanoTime;
    /** By UUID. */
    private final Map<String, Long> pcieReadNanos = new HashMap<>();

    GpuSamples(SourceContext context, LongSupplier nanoTime) {
        this.context = context;
        this.nanoTime = nanoTime;
    }

    /**
     * Reads every GPU once.
     *
     * @throws NvmlException when nothing more can be had, or when some GPU is lost; then the others have been read, and what
     *     the lost one told
     */
    void read(NvmlSession session, Consumer<? super GpuSample> samples) throws NvmlException {
        session.xids().fetch();
        NvmlException lost = null;
        for (NvmlDevice gpu : session.gpus()) {
            try {
                read(session, gpu, samples);
            } catch (NvmlException e) {
                if (!e.isOfOneDevice()) {
                    throw e;
                }
                lost = lost == null ? e : lost;
            }
        }
        if (lost != null) {
            throw lost;
        }
    }

    private void read(NvmlSession session, NvmlDevice gpu, Consumer<? super GpuSample> samples) throws NvmlException {
        List<Long> xids = session.xids().take(gpu);
        GpuSample.Builder sample = sampleOf(gpu, session).setIndex(gpu.index()).setXids(xids);
        try {
            sample.setName(gpu.name());
            addOwn(gpu, session, sample);
            addOfWholeGpu(gpu, sample);
        } catch (NvmlException e) {
            if (xids != null && !xids.isEmpty()) {
                samples.accept(sample.build()); // They say why it was lost.
            }
            throw e;
        }
        samples.accept(sample.build());
        if (Boolean.TRUE.equals(sample.getMig())) {
            for (NvmlDevice instance : session.instances(gpu)) {
                GpuSample.Builder part =
                        sampleOf(instance, session).setParent(gpu.uuid()).setName(instance.name());
                addOwn(instance, session, part);
                samples.accept(part.build());
            }
        }
    }

    private GpuSample.Builder sampleOf(NvmlDevice device, NvmlSession session) {
        return GpuSample.newBuilder()
                .setGpu(device.uuid())
                .setNode(context.node())
                .setAgent(context.agent())
                .setAtMicros(context.clock().microsAt(nanoTime.getAsLong()))
                .setSource(NvmlKind.NAME)
                .setDriverVersion(session.driverVersion());
    }

    /** What MIG instances have, too. */
    private static void addOwn(NvmlDevice device, NvmlSession session, GpuSample.Builder sample) throws NvmlException {
        GpuGauges.Utilization utilization = GpuGauges.utilization(device);
        if (utilization != null) {
            sample.setUtilization(utilization.gpu() / 100.0).setMemoryUtilization(utilization.memory() / 100.0);
        }
        GpuGauges.MemoryUse memory = GpuGauges.memory(device);
        if (memory != null) {
            sample.setMemoryUsedBytes(memory.used()).setMemoryTotalBytes(memory.total());
        }
        List<ComputeProcesses.Running> processes = session.processes().of(device);
        sample.setProcesses(processes == null ? null : (Integer) processes.size());
    }

    private void addOfWholeGpu(NvmlDevice gpu, GpuSample.Builder sample) throws NvmlException {
        sample.setEnergyMillijoules(GpuGauges.energy(gpu))
                .setPowerWatts(thousandths(GpuGauges.power(gpu)))
                .setPowerLimitWatts(thousandths(GpuGauges.powerLimit(gpu)))
                .setTemperatureCelsius(decimal(GpuGauges.temperature(gpu)))
                .setMemoryTemperatureCelsius(decimal(GpuGauges.memoryTemperature(gpu)))
                .setSmClockMhz(whole(GpuGauges.smClock(gpu)))
                .setMemoryClockMhz(whole(GpuGauges.memoryClock(gpu)))
                .setThrottleReasons(GpuGauges.throttleReasons(gpu))
                .setEccCorrected(GpuGauges.eccCorrected(gpu))
                .setEccUncorrected(GpuGauges.eccUncorrected(gpu))
                .setMig(gpu.mig());
        if (isPcieDue(gpu)) {
            sample.setPcieTxBytesPerSecond(thousands(GpuGauges.pcieSent(gpu)))
                    .setPcieRxBytesPerSecond(thousands(GpuGauges.pcieReceived(gpu)));
        }
    }

    private boolean isPcieDue(NvmlDevice gpu) {
        long nanos = nanoTime.getAsLong();
        Long last = pcieReadNanos.get(gpu.uuid());
        if (last != null && nanos - last < PCIE_EVERY_NANOS) {
            return false;
        }
        pcieReadNanos.put(gpu.uuid(), nanos);
        return true;
    }

    private static @Nullable Double thousandths(@Nullable Long value) {
        return value == null ? null : (Double) (value / 1e3);
    }

    private static @Nullable Long thousands(@Nullable Long value) {
        return value == null ? null : (Long) (value * 1_000);
    }

    private static @Nullable Double decimal(@Nullable Long value) {
        return value == null ? null : (Double) value.doubleValue();
    }

    private static @Nullable Integer whole(@Nullable Long value) {
        return value == null ? null : (Integer) value.intValue();
    }
}
