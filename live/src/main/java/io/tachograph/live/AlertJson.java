package io.tachograph.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.schemas.avro.Alert;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Alerts as JSON. */
final class AlertJson {
    private AlertJson() {}

    static ObjectNode of(Alert alert) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("key", alert.getKey())
                .put("kind", lower(alert.getKind()))
                .put("severity", lower(alert.getSeverity()))
                .put("state", lower(alert.getState()))
                .put("target", alert.getTarget())
                .put("cluster", alert.getCluster())
                .put("framework", alert.getFramework())
                .put("model", alert.getModel())
                .put("slo", alert.getSlo())
                .put("since", time(alert.getSinceMillis()))
                .put("resolved_at", time(alert.getResolvedMillis()))
                .put("evaluated_at", time(alert.getEvaluatedMillis()))
                .put("value", alert.getValue())
                .put("short_value", alert.getShortValue())
                .put("threshold", alert.getThreshold())
                .put("unit", alert.getUnit())
                .put("events", alert.getEvents())
                .put("enough_evidence", alert.getEnoughEvidence())
                .put("summary", alert.getSummary());
    }

    static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }
}
