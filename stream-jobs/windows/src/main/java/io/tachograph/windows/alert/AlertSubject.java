package io.tachograph.windows.alert;

import io.tachograph.store.AlertReading;
import io.tachograph.store.AlertRow;
import io.tachograph.store.Series;
import java.time.Instant;

/**
 * What stays the same of an alert.
 *
 * @param key the same for ever
 * @param kind what is watched
 * @param severity how urgent it is
 * @param series series of the target; only target, cluster, framework and model are sent
 * @param slo the SLO of a burn rate; empty for other kinds
 */
public record AlertSubject(String key, AlertRow.Kind kind, AlertRow.Severity severity, Series series, String slo) {
    /** The alert at one moment. */
    public AlertRow row(AlertProgress progress, long evaluatedMillis, AlertReading reading, String summary) {
        return new AlertRow(
                key,
                kind,
                severity,
                series.target(),
                series.cluster(),
                series.framework(),
                series.model(),
                slo,
                progress.state(),
                progress.since(),
                progress.resolvedAt(),
                Instant.ofEpochMilli(evaluatedMillis),
                reading,
                summary);
    }
}
