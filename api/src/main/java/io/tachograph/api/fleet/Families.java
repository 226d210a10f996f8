package io.tachograph.api.fleet;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Gathers samples into families, whatever their order. For one thread. */
final class Families {
    private static final String TOTAL = "_total";

    private final Map<String, CounterSnapshot.Builder> counters = new TreeMap<>();
    private final Map<String, GaugeSnapshot.Builder> gauges = new TreeMap<>();
    private final Map<String, HistogramSnapshot.Builder> histograms = new TreeMap<>();
    private final long sinceMillis;

    /** @param since when counters and histograms were zero */
    Families(Instant since) {
        this.sinceMillis = since.toEpochMilli();
    }

    /** Label names and values in turn, with more appended. */
    static String[] labels(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    /** @param name with its suffix */
    void counter(String name, String help, long value, String... labels) {
        counters.computeIfAbsent(
                        name,
                        of -> CounterSnapshot.builder()
                                .name(name.substring(0, name.length() - TOTAL.length()))
                                .help(help))
                .dataPoint(CounterDataPointSnapshot.builder()
                        .value(value)
                        .labels(Labels.of(labels))
                        .createdTimestampMillis(sinceMillis)
                        .build());
    }

    void gauge(String name, String help, double value, String... labels) {
        gauges.computeIfAbsent(name, of -> GaugeSnapshot.builder().name(name).help(help))
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .value(value)
                        .labels(Labels.of(labels))
                        .build());
    }

    void histogram(String name, String help, LatencyHistogram values, String... labels) {
        histograms
                .computeIfAbsent(
                        name, of -> HistogramSnapshot.builder().name(name).help(help))
                .dataPoint(PrometheusBuckets.of(values, Labels.of(labels), sinceMillis));
    }

    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = new ArrayList<>();
        counters.values().forEach(family -> all.add(family.build()));
        gauges.values().forEach(family -> all.add(family.build()));
        histograms.values().forEach(family -> all.add(family.build()));
        return new MetricSnapshots(all);
    }
}
