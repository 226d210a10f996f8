package io.tachograph.collectors.source.dcgm;

import io.tachograph.client.scrape.Exposition;
import io.tachograph.client.scrape.MetricSample;
import io.tachograph.client.scrape.WantedMetrics;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sorts an exporter's samples by GPU. */
final class ExporterText {
    /** Before each name: the second where AMD's exporter is told to put it there. */
    private static final List<String> PREFIXES = List.of("", "amd_");

    /** From here on to the end of its type, DCGM's 32-bit numbers are blanks: not supported, not found, no permission. */
    private static final double BLANK_32 = 0x7ffffff0;

    /** The same of doubles. */
    private static final double BLANK_FLOATING = 140_737_488_355_328.0;

    /** The same of 64-bit numbers. */
    private static final double BLANK_64 = 0x7ffffffffffffff0L;

    private ExporterText() {}

    static WantedMetrics wanted() {
        return WantedMetrics.of(Stream.of(GpuField.values())
                .flatMap(field -> field.names().stream())
                .map(ExporterText::metric)
                .flatMap(
                        name -> PREFIXES.stream().flatMap(prefix -> Stream.of(prefix + name, prefix + name + "_total")))
                .toList());
    }

    static Collection<ExporterGpu> gpus(Exposition text) {
        Map<String, ExporterGpu> gpus = new LinkedHashMap<>();
        for (GpuField field : GpuField.values()) {
            for (String name : field.names()) {
                for (String prefix : PREFIXES) {
                    take(gpus, field, name, text.samples(prefix + metric(name)));
                    take(gpus, field, name, text.samples(prefix + metric(name) + "_total"));
                }
            }
        }
        return gpus.values();
    }

    private static void take(Map<String, ExporterGpu> gpus, GpuField field, String name, List<MetricSample> samples) {
        String clock =
                metric(name).equals(name) ? "" : name.substring(metric(name).length() + 1, name.length() - 1);
        for (MetricSample sample : samples) {
            ExporterLabels labels = new ExporterLabels(sample.labels());
            String uuid = labels.uuid();
            if (!uuid.isEmpty() && labels.clock().equals(clock) && !isBlank(sample.value())) {
                gpus.computeIfAbsent(uuid, ExporterGpu::new).take(field, labels, sample.value());
            }
        }
    }

    private static String metric(String name) {
        int choice = name.indexOf('{');
        return choice < 0 ? name : name.substring(0, choice);
    }

    private static boolean isBlank(double value) {
        return !(value >= 0)
                || value >= BLANK_64
                || (value >= BLANK_32 && value <= Integer.MAX_VALUE)
                || (value >= BLANK_FLOATING && value < BLANK_FLOATING + 16);
    }
}
