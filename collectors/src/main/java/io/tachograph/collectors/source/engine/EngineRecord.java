package io.tachograph.collectors.source.engine;

import io.tachograph.client.scrape.ServerGauge;
import io.tachograph.client.scrape.ServerMetrics;
import io.tachograph.schemas.avro.EngineHistogram;
import io.tachograph.schemas.avro.EngineSample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a reading under its canonical names. */
final class EngineRecord {
    private EngineRecord() {}

    /** @param notes takes a sentence for each quantity that the stream would refuse, and that is left out */
    static void fill(EngineSample.Builder sample, ServerMetrics metrics, List<String> notes) {
        Map<String, Double> gauges = new HashMap<>();
        metrics.gauges().forEach((gauge, value) -> {
            if (gauge == ServerGauge.KV_CACHE_USAGE && value > 1) {
                notes.add(metrics.names().get(gauge.name()) + " is more than the whole cache; it was left out");
            } else {
                gauges.put(gauge.key(), value);
            }
        });
        Map<String, Double> counters = new HashMap<>();
        metrics.counters().forEach((counter, value) -> counters.put(counter.key(), value));
        Map<String, EngineHistogram> histograms = new HashMap<>();
        metrics.latencies().forEach((latency, histogram) -> {
            String name = metrics.names().get(latency.name());
            try {
                histograms.put(latency.key(), EngineHistograms.of(histogram));
            } catch (IllegalArgumentException e) {
                notes.add(name + " " + e.getMessage() + "; it was left out");
            }
        });
        sample.setGauges(gauges).setCounters(counters).setHistograms(histograms);
    }

    /** By canonical name, the metric that a quantity was read from. */
    static Map<String, String> sources(ServerMetrics metrics) {
        Map<String, String> sources = new HashMap<>();
        Map<String, String> names = metrics.names();
        metrics.gauges().keySet().forEach(gauge -> sources.put(gauge.key(), names.getOrDefault(gauge.name(), "")));
        metrics.counters()
                .keySet()
                .forEach(counter -> sources.put(counter.key(), names.getOrDefault(counter.name(), "")));
        metrics.latencies()
                .keySet()
                .forEach(latency -> sources.put(latency.key(), names.getOrDefault(latency.name(), "")));
        return sources;
    }
}
