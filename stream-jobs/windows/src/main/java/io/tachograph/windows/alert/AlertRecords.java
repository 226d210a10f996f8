package io.tachograph.windows.alert;

import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.AlertKind;
import io.tachograph.schemas.avro.AlertSeverity;
import io.tachograph.schemas.avro.AlertState;
import io.tachograph.store.AlertReading;
import io.tachograph.store.AlertRow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Alerts as records on the wire, and back. */
public final class AlertRecords {
    private AlertRecords() {}

    public static Alert of(AlertRow alert) {
        AlertReading reading = alert.reading();
        return Alert.newBuilder()
                .setKey(alert.key())
                .setKind(AlertKind.valueOf(alert.kind().name()))
                .setSeverity(AlertSeverity.valueOf(alert.severity().name()))
                .setState(AlertState.valueOf(alert.state().name()))
                .setTarget(alert.target())
                .setCluster(alert.cluster())
                .setFramework(alert.framework())
                .setModel(alert.model())
                .setSlo(alert.slo())
                .setSinceMillis(millis(alert.since()))
                .setResolvedMillis(millis(alert.resolvedAt()))
                .setEvaluatedMillis(alert.evaluatedAt().toEpochMilli())
                .setValue(reading.value())
                .setShortValue(reading.shortValue())
                .setThreshold(reading.threshold())
                .setUnit(reading.unit())
                .setWindowMillis(millis(reading.window()))
                .setShortWindowMillis(millis(reading.shortWindow()))
                .setEvents(reading.events())
                .setEnoughEvidence(reading.enoughEvidence())
                .setSummary(alert.summary())
                .build();
    }

    /** The alert of a record that {@link #of} made; a kind, severity or state of a later release is not understood. */
    static AlertRow rowOf(Alert alert) {
        return new AlertRow(
                alert.getKey(),
                AlertRow.Kind.valueOf(alert.getKind().name()),
                AlertRow.Severity.valueOf(alert.getSeverity().name()),
                alert.getTarget(),
                alert.getCluster(),
                alert.getFramework(),
                alert.getModel(),
                alert.getSlo(),
                AlertRow.State.valueOf(alert.getState().name()),
                instant(alert.getSinceMillis()),
                instant(alert.getResolvedMillis()),
                Instant.ofEpochMilli(alert.getEvaluatedMillis()),
                new AlertReading(
                        alert.getValue(),
                        alert.getShortValue(),
                        alert.getThreshold(),
                        alert.getUnit(),
                        duration(alert.getWindowMillis()),
                        duration(alert.getShortWindowMillis()),
                        alert.getEvents(),
                        alert.getEnoughEvidence()),
                alert.getSummary());
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Duration duration(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
