package io.tachograph.api.fleet;

import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.AlertKind;
import io.tachograph.schemas.avro.AlertState;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The highest burn rates, as many as fit, and the number of firing alerts. */
final class AlertFamilies {
    static final int MOST = 1_000;
    /** An alert that does not change is told once an hour; two may pass before it counts as no longer watched. */
    private static final long FRESH_MILLIS = 2 * 3_600_000L;

    private AlertFamilies() {}

    static void add(Families families, List<Alert> alerts) {
        long newest = alerts.stream().mapToLong(Alert::getEvaluatedMillis).max().orElse(0);
        // What was evaluated long before is of a target that is watched no more.
        List<Alert> fresh = alerts.stream()
                .filter(alert -> alert.getEvaluatedMillis() > newest - FRESH_MILLIS)
                .toList();
        burnRates(families, fresh);
        firing(families, fresh);
    }

    private static void burnRates(Families families, List<Alert> alerts) {
        List<Alert> highestFirst = alerts.stream()
                .filter(alert -> alert.getKind() == AlertKind.BURN_RATE && alert.getValue() != null)
                .sorted(Comparator.comparing(Alert::getValue, Comparator.reverseOrder())
                        .thenComparing(Alert::getKey))
                .toList();
        Set<List<String>> seen = new HashSet<>();
        highestFirst.stream().limit(MOST).forEach(alert -> {
            add(families, seen, alert, alert.getWindowMillis(), alert.getValue());
            add(families, seen, alert, alert.getShortWindowMillis(), alert.getShortValue());
        });
        families.gauge(
                "tachograph_fleet_left_out_burn_rates",
                "Burn rates that are not exposed, because there are too many; they are lower than all others.",
                Math.max(0, highestFirst.size() - MOST));
    }

    /** Two severities may look at one window. */
    private static void add(
            Families families,
            Set<List<String>> seen,
            Alert alert,
            @Nullable Long windowMillis,
            @Nullable Double value) {
        if (windowMillis == null || value == null) {
            return;
        }
        String[] labels = {
            "target", alert.getTarget(),
            "model", alert.getModel(),
            "slo", alert.getSlo(),
            "window", WindowText.of(windowMillis)
        };
        if (seen.add(List.of(labels))) {
            families.gauge(
                    "tachograph_fleet_burn_rate",
                    "How fast an SLO's error budget is used up; 1 uses it up exactly by the end of its period.",
                    value,
                    labels);
        }
    }

    private static void firing(Families families, List<Alert> alerts) {
        Map<String, Long> firing = new TreeMap<>();
        for (Alert alert : alerts) {
            String kind = alert.getKind().name().toLowerCase(Locale.ROOT);
            String severity = alert.getSeverity().name().toLowerCase(Locale.ROOT);
            firing.merge(kind + "|" + severity, alert.getState() == AlertState.FIRING ? 1L : 0L, Long::sum);
        }
        firing.forEach((of, count) -> families.gauge(
                "tachograph_fleet_firing_alerts",
                "Alerts that fire.",
                count,
                "kind",
                of.substring(0, of.indexOf('|')),
                "severity",
                of.substring(of.indexOf('|') + 1)));
    }
}
