package io.tachograph.windows.container;

import io.tachograph.store.ContainerWindowRow;
import io.tachograph.store.GaugeValue;
import io.tachograph.windows.sample.GaugeTotals;
import io.tachograph.windows.sample.SampleWindow;
import org.jspecify.annotations.Nullable;

/** Windows of containers as the store's rows. */
public final class ContainerRows {
    private ContainerRows() {}

    /** @param epoch rises with every deliberate re-computation */
    public static ContainerWindowRow of(SampleWindow<ContainerTotals> window, int epoch) {
        ContainerTotals totals = window.totals();
        return new ContainerWindowRow(
                window.series(),
                window.stamp(epoch, totals.samples()),
                totals.name(),
                totals.node(),
                totals.image(),
                totals.imageId(),
                totals.target(),
                totals.coveredSeconds(),
                seconds(totals.rise(ContainerCounter.CPU_NANOS)),
                seconds(totals.rise(ContainerCounter.CPU_THROTTLED_NANOS)),
                totals.cpuLimitCores(),
                gauge(totals.memory()),
                totals.memoryLimitBytes(),
                totals.rise(ContainerCounter.NETWORK_RECEIVED_BYTES),
                totals.rise(ContainerCounter.NETWORK_SENT_BYTES),
                totals.rise(ContainerCounter.BLOCK_READ_BYTES),
                totals.rise(ContainerCounter.BLOCK_WRITTEN_BYTES),
                gauge(totals.pids()),
                totals.rise(ContainerCounter.LOG_ERRORS),
                totals.rise(ContainerCounter.RESTARTS));
    }

    private static @Nullable Double seconds(@Nullable Double nanos) {
        return nanos == null ? null : nanos / 1e9;
    }

    private static GaugeValue gauge(GaugeTotals values) {
        return new GaugeValue(values.mean(), values.max());
    }
}
