package io.tachograph.windows.regression;

import io.tachograph.store.AlertReading;
import io.tachograph.store.AlertRow;
import io.tachograph.store.BoundedKey;
import io.tachograph.store.RegressionRow;
import io.tachograph.store.Series;
import io.tachograph.windows.alert.AlertProgress;
import io.tachograph.windows.alert.AlertSubject;
import io.tachograph.windows.alert.Evidence;
import java.util.Locale;

/** The alert on one statistic of one metric in one cell: it fires while the newest version is worse than the one before. */
public final class RegressionAlert {
    private RegressionAlert() {}

    /** What a comparison says of the alert. */
    public static Evidence evidence(RegressionRow comparison) {
        return switch (comparison.verdict()) {
            case WORSE -> Evidence.ABOVE;
            case BETTER, NO_EVIDENCE -> Evidence.BELOW;
            case INSUFFICIENT_DATA -> Evidence.UNKNOWN;
        };
    }

    /**
     * The alert after a comparison.
     *
     * @param why why it ends whatever the comparison says, empty while that decides
     */
    public static AlertRow row(RegressionRow comparison, AlertProgress progress, String why) {
        Series series = new Series(
                comparison.target(),
                comparison.cluster(),
                comparison.framework(),
                comparison.model(),
                comparison.newVersion(),
                "",
                comparison.origin(),
                comparison.promptBand(),
                comparison.streamed());
        AlertSubject subject = new AlertSubject(
                BoundedKey.of(
                        "regression",
                        comparison.target(),
                        comparison.origin(),
                        comparison.promptBand(),
                        comparison.streamed() ? "streamed" : "whole",
                        comparison.metric(),
                        comparison.statistic()),
                AlertRow.Kind.REGRESSION,
                AlertRow.Severity.TICKET,
                series,
                "");
        AlertReading reading = new AlertReading(
                comparison.ratio(),
                null,
                1 + comparison.minimumEffect(),
                "ratio",
                null,
                null,
                comparison.newSide().sampleSize(),
                evidence(comparison) != Evidence.UNKNOWN);
        String summary = summary(comparison) + (why.isEmpty() ? "" : "; " + why);
        return subject.row(progress, comparison.evaluatedAt().toEpochMilli(), reading, summary);
    }

    private static String summary(RegressionRow comparison) {
        String of = String.format(
                Locale.ROOT,
                "%s: %s %s of %s against %s",
                comparison.target(),
                comparison.metric(),
                comparison.statistic(),
                comparison.newVersion(),
                comparison.oldVersion());
        return comparison.ratio() == null
                ? of + " cannot be told yet"
                : String.format(
                        Locale.ROOT,
                        "%s is %.2f times (%.2f to %.2f, %d and %d requests)",
                        of,
                        comparison.ratio(),
                        comparison.ratioLow(),
                        comparison.ratioHigh(),
                        comparison.newSide().sampleSize(),
                        comparison.oldSide().sampleSize());
    }
}
