package io.tachograph.windows.gpu;

import io.tachograph.store.GaugeValue;
import io.tachograph.store.GpuWindowRow;
import io.tachograph.windows.sample.GaugeTotals;
import io.tachograph.windows.sample.SampleWindow;

/** Windows of GPUs as the store's rows. */
public final class GpuRows {
    private GpuRows() {}

    /** @param epoch rises with every deliberate re-computation */
    public static GpuWindowRow of(SampleWindow<GpuTotals> window, int epoch) {
        GpuTotals totals = window.totals();
        return new GpuWindowRow(
                window.series(),
                window.stamp(epoch, totals.samples()),
                totals.node(),
                totals.name(),
                totals.index(),
                totals.coveredSeconds(),
                totals.energyJoules(),
                totals.energySeconds(),
                totals.energySource(),
                gauge(totals, GpuGauge.POWER),
                gauge(totals, GpuGauge.UTILIZATION),
                gauge(totals, GpuGauge.MEMORY_USED),
                totals.memoryTotalBytes(),
                gauge(totals, GpuGauge.TEMPERATURE),
                gauge(totals, GpuGauge.SM_CLOCK),
                gauge(totals, GpuGauge.MEMORY_CLOCK),
                totals.of(GpuGauge.THROTTLED).mean(),
                totals.source(),
                totals.driverVersion(),
                totals.otherSamples());
    }

    private static GaugeValue gauge(GpuTotals totals, GpuGauge gauge) {
        GaugeTotals values = totals.of(gauge);
        return new GaugeValue(values.mean(), values.max());
    }
}
