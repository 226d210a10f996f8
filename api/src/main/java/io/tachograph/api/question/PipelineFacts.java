package io.tachograph.api.question;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.tachograph.api.answer.Json;
import io.tachograph.api.request.Parameters;
import io.tachograph.store.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What this process measures about itself, as rows. */
final class PipelineFacts implements Question {
    private static final List<String> COLUMNS = List.of("metric", "kind", "unit", "help", "labels", "value", "n");

    private final PrometheusRegistry metrics;

    PipelineFacts(PrometheusRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public String path() {
        return "/pipeline";
    }

    @Override
    public Plan plan(Parameters given) {
        return Plan.of(new MadeRows(COLUMNS, this::rows));
    }

    private List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (MetricSnapshot metric : metrics.scrape()) {
            MetricMetadata of = metric.getMetadata();
            for (DataPointSnapshot point : metric.getDataPoints()) {
                @Nullable Value value = value(point);
                if (value != null) {
                    rows.add(Arrays.asList(
                            of.getPrometheusName(),
                            value.kind(),
                            of.getUnit() == null ? "" : of.getUnit().toString(),
                            of.getHelp() == null ? "" : of.getHelp(),
                            labels(point),
                            Double.isFinite(value.value()) ? value.value() : null,
                            value.n()));
                }
            }
        }
        return rows;
    }

    private record Value(
            String kind, double value, @Nullable Long n) {}

    /** Of a counter, a gauge or a histogram; what else there is says things that are no numbers. */
    private static @Nullable Value value(DataPointSnapshot point) {
        if (point instanceof CounterSnapshot.CounterDataPointSnapshot counter) {
            return new Value("counter", counter.getValue(), null);
        }
        if (point instanceof GaugeSnapshot.GaugeDataPointSnapshot gauge) {
            return new Value("gauge", gauge.getValue(), null);
        }
        if (point instanceof HistogramSnapshot.HistogramDataPointSnapshot histogram) {
            return new Value("histogram", histogram.getSum() / histogram.getCount(), histogram.getCount());
        }
        return null;
    }

    private static Rows.JsonText labels(DataPointSnapshot point) {
        Map<String, String> labels = new TreeMap<>();
        for (Label label : point.getLabels()) {
            labels.put(label.getName(), label.getValue());
        }
        return new Rows.JsonText(Json.text(labels));
    }
}
