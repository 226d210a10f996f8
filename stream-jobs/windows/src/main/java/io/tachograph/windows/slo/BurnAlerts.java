package io.tachograph.windows.slo;

import io.tachograph.store.AlertReading;
import io.tachograph.store.AlertRow;
import io.tachograph.store.BoundedKey;
import io.tachograph.windows.alert.AlertProgress;
import io.tachograph.windows.alert.AlertSubject;
import io.tachograph.windows.alert.Evidence;
import java.util.Locale;

/** The alerts on the budget of one SLO at one target, one for each pair of windows. */
public final class BurnAlerts {
    private final SloMinute watched;
    private final BurnRule rule;

    /**
     * The alerts of an SLO at a target.
     *
     * @param watched one of the target's minutes: which one does not matter
     * @param minimumEvents requests that a window needs before it says anything
     */
    public BurnAlerts(SloMinute watched, long minimumEvents) {
        this.watched = watched;
        this.rule = new BurnRule(watched.objective(), minimumEvents);
    }

    public Evidence evidence(BurnWindow pair, KnownCounts counts) {
        return rule.evidence(pair, counts.over(pair.shortWindow()), counts.over(pair.longWindow()));
    }

    /** @param removed nothing was heard of the target for so long that it counts as removed */
    public AlertRow row(BurnWindow pair, KnownCounts counts, AlertProgress progress, boolean removed) {
        AlertReading reading = rule.reading(pair, counts.over(pair.shortWindow()), counts.over(pair.longWindow()));
        AlertSubject subject = new AlertSubject(
                BoundedKey.of(
                        "burn",
                        watched.slo(),
                        watched.thresholds(),
                        watched.series().target(),
                        pair.key()),
                AlertRow.Kind.BURN_RATE,
                pair.severity(),
                watched.series(),
                watched.slo());
        return subject.row(progress, counts.minute() * 60_000, reading, summary(pair, reading, removed));
    }

    private String summary(BurnWindow pair, AlertReading reading, boolean removed) {
        String of = watched.series().target() + ": error budget of " + watched.slo();
        if (removed) {
            return of + " is not watched any more, the target counts as removed";
        }
        if (reading.value() == null) {
            return of + ": no requests in " + pair.key() + " to say how fast it is used up";
        }
        String text = String.format(
                Locale.ROOT, "%s is used up %.1f times as fast as allowed over %s", of, reading.value(), pair.key());
        text += reading.shortValue() == null
                ? " (no requests over the last " + pair.shortWindow().toMinutes() + " min)"
                : String.format(
                        Locale.ROOT,
                        " (%.1f times over the last %d min, %d requests)",
                        reading.shortValue(),
                        pair.shortWindow().toMinutes(),
                        reading.events());
        return text
                + String.format(Locale.ROOT, ", limit %.1f", pair.factor())
                + (reading.enoughEvidence() ? "" : "; too few requests to tell");
    }
}
