package io.tachograph.standalone.otlp;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.export.ExportCounters;
import io.tachograph.export.WindowExport;

/** What the export of windows has done, for {@code /metrics}. */
final class ExportMetrics {
    private ExportMetrics() {}

    static void register(PrometheusRegistry registry, WindowExport export) {
        CounterWithCallback.builder()
                .name("tachograph_otlp_export_windows_total")
                .help("Complete windows read: delivered to the collector, lost because it did not take them, or told"
                        + " again and not sent twice.")
                .labelNames("state")
                .callback(values -> {
                    ExportCounters counters = export.counters();
                    values.call(counters.delivered(), "delivered");
                    values.call(counters.lost(), "lost");
                    values.call(counters.repeated(), "repeated");
                })
                .register(registry);
        CounterWithCallback.builder()
                .name("tachograph_otlp_export_failures_total")
                .help("Deliveries that failed; each is tried again.")
                .callback(values -> values.call(export.counters().failures()))
                .register(registry);
        CounterWithCallback.builder()
                .name("tachograph_otlp_export_unreadable_records_total")
                .help("Unreadable records on the window topic.")
                .callback(values -> values.call(export.counters().unreadable()))
                .register(registry);
        CounterWithCallback.builder()
                .name("tachograph_otlp_export_expired_records_total")
                .help("Records of the topic of windows, of all kinds, that Kafka kept no longer when they were wanted.")
                .callback(values -> values.call(export.counters().expired()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tachograph_otlp_export_failing")
                .help("1 while the collector takes nothing, or Kafka cannot be read; else 0.")
                .callback(values -> values.call(export.counters().complaint() == null ? 0 : 1))
                .register(registry);
    }
}
