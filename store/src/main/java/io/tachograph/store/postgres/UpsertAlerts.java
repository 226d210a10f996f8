package io.tachograph.store.postgres;

import io.tachograph.store.AlertReading;
import io.tachograph.store.AlertRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the state of alerts unless a later one is stored, and ends firings that the stream does not know. */
final class UpsertAlerts {
    private static final String UPSERT = """
            INSERT INTO tachograph.alert AS t
                (alert_key, since, kind, severity, target, cluster, framework, model, slo, state, resolved_at,
                 evaluated_at, value, short_value, threshold, unit, window_seconds, short_window_seconds, events,
                 enough_evidence, summary)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (alert_key, since) DO UPDATE SET
                (severity, state, resolved_at, evaluated_at, value, short_value, threshold, unit, window_seconds,
                 short_window_seconds, events, enough_evidence, summary)
                = (excluded.severity, excluded.state, excluded.resolved_at, excluded.evaluated_at, excluded.value,
                   excluded.short_value, excluded.threshold, excluded.unit, excluded.window_seconds,
                   excluded.short_window_seconds, excluded.events, excluded.enough_evidence, excluded.summary)
            WHERE excluded.evaluated_at >= t.evaluated_at
            """;

    private static final String END_OTHER_FIRINGS = """
            UPDATE tachograph.alert
            SET state = 'resolved', resolved_at = greatest(?, since), evaluated_at = ?
            WHERE alert_key = ? AND state = 'firing' AND evaluated_at < ? AND since IS DISTINCT FROM ?
            """;

    private UpsertAlerts() {}

    static void execute(Connection connection, Collection<AlertRow> alerts) throws SQLException {
        List<AlertRow> newest = newestOfEachFiring(alerts);
        try (PreparedStatement end = connection.prepareStatement(END_OTHER_FIRINGS);
                PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (AlertRow alert : newest) {
                bindEnd(end, alert);
                end.addBatch();
                if (alert.since() != null) {
                    bindRow(upsert, alert);
                    upsert.addBatch();
                }
            }
            upsert.executeBatch();
            end.executeBatch();
        }
    }

    /** One for each key and firing, by key so that two writers lock in one order, and by time within a key. */
    private static List<AlertRow> newestOfEachFiring(Collection<AlertRow> alerts) {
        Map<String, AlertRow> newest = new TreeMap<>();
        for (AlertRow alert : alerts) {
            newest.merge(
                    alert.key() + '\u001f' + alert.since(),
                    alert,
                    (a, b) -> b.evaluatedAt().isBefore(a.evaluatedAt()) ? a : b);
        }
        return newest.values().stream()
                .sorted(Comparator.comparing(AlertRow::key).thenComparing(AlertRow::evaluatedAt))
                .toList();
    }

    private static void bindEnd(PreparedStatement end, AlertRow alert) throws SQLException {
        setTime(end, 1, alert.evaluatedAt());
        setTime(end, 2, alert.evaluatedAt());
        end.setString(3, alert.key());
        setTime(end, 4, alert.evaluatedAt());
        setTime(end, 5, alert.since());
    }

    private static void bindRow(PreparedStatement upsert, AlertRow alert) throws SQLException {
        AlertReading reading = alert.reading();
        upsert.setString(1, alert.key());
        setTime(upsert, 2, alert.since());
        upsert.setString(3, lowerCase(alert.kind()));
        upsert.setString(4, lowerCase(alert.severity()));
        upsert.setString(5, alert.target());
        upsert.setString(6, alert.cluster());
        upsert.setString(7, alert.framework());
        upsert.setString(8, alert.model());
        upsert.setString(9, alert.slo());
        upsert.setString(10, lowerCase(alert.state()));
        setTime(upsert, 11, alert.resolvedAt());
        setTime(upsert, 12, alert.evaluatedAt());
        upsert.setObject(13, reading.value(), Types.DOUBLE);
        upsert.setObject(14, reading.shortValue(), Types.DOUBLE);
        upsert.setDouble(15, reading.threshold());
        upsert.setString(16, reading.unit());
        upsert.setObject(17, seconds(reading.window()), Types.BIGINT);
        upsert.setObject(18, seconds(reading.shortWindow()), Types.BIGINT);
        upsert.setLong(19, reading.events());
        upsert.setBoolean(20, reading.enoughEvidence());
        upsert.setString(21, alert.summary());
    }

    private static void setTime(PreparedStatement statement, int parameter, @Nullable Instant time)
            throws SQLException {
        statement.setObject(
                parameter, time == null ? null : time.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
