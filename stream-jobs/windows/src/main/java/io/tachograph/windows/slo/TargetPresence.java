package io.tachograph.windows.slo;

import io.tachograph.store.AlertReading;
import io.tachograph.store.AlertRow;
import io.tachograph.store.BoundedKey;
import io.tachograph.store.Series;
import io.tachograph.windows.alert.AlertProgress;
import io.tachograph.windows.alert.AlertSubject;
import io.tachograph.windows.alert.Evidence;
import java.time.Duration;

/**
 * When a target was last heard of.
 *
 * @param series one of its series
 * @param lastEndMillis end of its last window with a request, milliseconds since the epoch; moved on by every stand-still of all
 *     targets since
 * @param alert how far the alert on its silence has come
 */
public record TargetPresence(Series series, long lastEndMillis, AlertProgress alert) {
    public TargetPresence heardUntil(long endMillis) {
        return endMillis > lastEndMillis ? new TargetPresence(series, endMillis, alert) : this;
    }

    /** As if the time in which nothing was heard of any target had not been. */
    public TargetPresence afterStandStill(long fromMillis, long untilMillis) {
        return heardUntil(Math.min(lastEndMillis + untilMillis - fromMillis, untilMillis));
    }

    public TargetPresence with(AlertProgress progress) {
        return new TargetPresence(series, lastEndMillis, progress);
    }

    /** How long it has been silent, zero at least. */
    public Duration silence(long nowMillis) {
        return Duration.ofMillis(Math.max(0, nowMillis - lastEndMillis));
    }

    public Evidence evidence(long nowMillis, Duration lossAfter) {
        return silence(nowMillis).compareTo(lossAfter) >= 0 ? Evidence.ABOVE : Evidence.BELOW;
    }

    /** @param removed it was silent for so long that it counts as removed */
    public AlertRow row(AlertProgress progress, long nowMillis, Duration lossAfter, boolean removed) {
        AlertSubject subject = new AlertSubject(
                BoundedKey.of("telemetry", series.target()),
                AlertRow.Kind.TELEMETRY_LOST,
                AlertRow.Severity.PAGE,
                series,
                "");
        return subject.row(progress, nowMillis, reading(nowMillis, lossAfter), summary(nowMillis, removed));
    }

    private String summary(long nowMillis, boolean removed) {
        return series.target() + ": no request for " + silence(nowMillis).toSeconds() + " s"
                + (removed ? "; the target counts as removed" : "");
    }

    private AlertReading reading(long nowMillis, Duration lossAfter) {
        return new AlertReading(
                silence(nowMillis).toMillis() / 1e3, null, lossAfter.toMillis() / 1e3, "s", null, null, 0, true);
    }
}
