package io.tachograph.api.fleet;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tachograph.live.FleetGroup;
import io.tachograph.live.LiveFleet;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.Map;
import java.util.Objects;

/** The families of a fleet, each with a bounded number of series. */
final class FleetMetrics {
    private FleetMetrics() {}

    static MetricSnapshots of(LiveFleet fleet) {
        Families families = new Families(fleet.since());
        for (FleetGroup group : fleet.groups()) {
            requests(families, group);
            latencies(families, group);
        }
        families.counter(
                "tachograph_fleet_merged_windows_total",
                "Windows that are counted with model=\"_others\", because there were too many models.",
                fleet.merged());
        // Always there: a fleet that stands still while the API starts must not look like one that nobody asks about.
        families.gauge(
                "tachograph_fleet_newest_window_end_timestamp_seconds",
                "End of the newest window that is counted; before there is one, from when on windows count.",
                Objects.requireNonNullElse(fleet.newestEnd(), fleet.since()).toEpochMilli() / 1000.0);
        RankFamilies.add(families, fleet.rankings());
        AlertFamilies.add(families, fleet.alerts());
        return families.snapshots();
    }

    private static void requests(Families families, FleetGroup group) {
        String[] of = {"model", group.model(), "origin", group.origin()};
        Map<String, Long> outcomes =
                Map.of("succeeded", group.succeeded(), "failed", group.failed(), "cancelled", group.cancelled());
        outcomes.forEach((outcome, count) -> families.counter(
                "tachograph_fleet_requests_total",
                "Finished requests of complete windows.",
                count,
                Families.labels(of, "outcome", outcome)));
        Map<String, Long> tokens = Map.of("input", group.inputTokens(), "output", group.outputTokens());
        tokens.forEach((direction, count) -> families.counter(
                "tachograph_fleet_tokens_total",
                "Tokens of successful requests of complete windows.",
                count,
                Families.labels(of, "direction", direction)));
        group.slos().forEach((slo, counts) -> {
            String[] ofSlo = Families.labels(of, "slo", slo);
            families.counter(
                    "tachograph_fleet_slo_requests_total",
                    "Requests of complete windows that an SLO counts.",
                    counts.eligible(),
                    ofSlo);
            families.counter(
                    "tachograph_fleet_slo_met_requests_total",
                    "Those of tachograph_fleet_slo_requests_total that met it.",
                    counts.met(),
                    ofSlo);
        });
    }

    private static void latencies(Families families, FleetGroup group) {
        group.latencies()
                .forEach((metric, values) -> families.histogram(
                        nameOf(metric),
                        "The " + metric.title() + " of successful requests of complete windows.",
                        values,
                        "model",
                        group.model(),
                        "origin",
                        group.origin()));
    }

    private static String nameOf(LatencyMetric metric) {
        return "tachograph_fleet_" + metric.key() + "_seconds";
    }
}
