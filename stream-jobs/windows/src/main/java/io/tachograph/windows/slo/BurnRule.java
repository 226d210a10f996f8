package io.tachograph.windows.slo;

import io.tachograph.store.AlertReading;
import io.tachograph.windows.alert.Evidence;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * When a budget burns.
 *
 * @param objective the share of requests that has to meet the SLO, 0 &lt; objective &lt; 1
 * @param minimumEvents requests that a window needs before it says anything: with three requests one miss would burn a
 *     budget of 1 % 33 times too fast
 */
public record BurnRule(double objective, long minimumEvents) implements Serializable {
    /** @throws IllegalArgumentException when the objective is no share between 0 and 1, or no event is needed */
    public BurnRule {
        if (!(objective > 0 && objective < 1)) {
            throw new IllegalArgumentException("objective " + objective + " is not between 0 and 1");
        }
        if (minimumEvents < 1) {
            throw new IllegalArgumentException("a minimum of " + minimumEvents + " events is below 1");
        }
    }

    /**
     * What the two windows of a pair say. Both above the pair's factor: it burns. One of them, with enough events, not
     * above it: it does not. Otherwise the short window has too few events to tell.
     */
    public Evidence evidence(BurnWindow pair, EventCounts shortCounts, EventCounts longCounts) {
        if (isKnown(longCounts) && !(longCounts.burnRate(objective) > pair.factor())) {
            return Evidence.BELOW;
        }
        if (!isKnown(shortCounts)) {
            return Evidence.UNKNOWN;
        }
        return shortCounts.burnRate(objective) > pair.factor() ? Evidence.ABOVE : Evidence.BELOW;
    }

    private boolean isKnown(EventCounts counts) {
        return counts.eligible() >= minimumEvents;
    }

    /** The figures behind {@link #evidence}. */
    public AlertReading reading(BurnWindow pair, EventCounts shortCounts, EventCounts longCounts) {
        return new AlertReading(
                orNull(longCounts.burnRate(objective)),
                orNull(shortCounts.burnRate(objective)),
                pair.factor(),
                "burn rate",
                pair.longWindow(),
                pair.shortWindow(),
                shortCounts.eligible(),
                evidence(pair, shortCounts, longCounts) != Evidence.UNKNOWN);
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
