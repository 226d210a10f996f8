package io.tachograph.windows.engine;

import io.tachograph.store.EngineHistogramRow;
import io.tachograph.store.EngineWindowRow;
import io.tachograph.store.GaugeValue;
import io.tachograph.windows.sample.GaugeTotals;
import io.tachograph.windows.sample.SampleWindow;
import java.util.ArrayList;
import java.util.List;

/** Windows of engines as the store's rows. */
public final class EngineRows {
    private EngineRows() {}

    /** @param epoch rises with every deliberate re-computation */
    public static EngineWindowRow of(SampleWindow<EngineTotals> window, int epoch) {
        EngineTotals totals = window.totals();
        return new EngineWindowRow(
                window.series(),
                window.stamp(epoch, totals.samples()),
                totals.engine(),
                totals.engineVersion(),
                totals.coveredSeconds(),
                totals.countedSeconds(),
                gauge(totals, EngineGauge.RUNNING),
                gauge(totals, EngineGauge.WAITING),
                gauge(totals, EngineGauge.KV_CACHE_USAGE),
                gauge(totals, EngineGauge.REMAINING_REQUESTS),
                gauge(totals, EngineGauge.REMAINING_TOKENS),
                totals.increase(EngineCounter.PROMPT_TOKENS),
                totals.increase(EngineCounter.CACHED_PROMPT_TOKENS),
                totals.increase(EngineCounter.GENERATION_TOKENS),
                totals.increase(EngineCounter.REQUESTS_FINISHED),
                totals.increase(EngineCounter.REQUESTS_ABORTED),
                totals.increase(EngineCounter.REQUESTS_FAILED),
                totals.increase(EngineCounter.PREEMPTIONS),
                totals.increase(EngineCounter.COST_USD),
                histograms(totals));
    }

    private static List<EngineHistogramRow> histograms(EngineTotals totals) {
        List<EngineHistogramRow> rows = new ArrayList<>();
        totals.histograms().forEach((metric, parts) -> {
            for (int part = 0; part < parts.size(); part++) {
                EngineBuckets counts = parts.get(part);
                rows.add(new EngineHistogramRow(metric, part, counts.bounds(), counts.counts(), counts.sum()));
            }
        });
        return rows;
    }

    private static GaugeValue gauge(EngineTotals totals, EngineGauge gauge) {
        GaugeTotals values = totals.of(gauge);
        return new GaugeValue(values.mean(), values.max());
    }
}
