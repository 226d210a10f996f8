package io.tachograph.windows.request;

import java.io.Serializable;

/**
 * How many series may be kept apart on one UTC day.
 *
 * @param tenantsPerTarget tenants of one target; requests of further ones count as {@link SeriesAdmission#OTHER}
 * @param seriesPerSubtask series that one subtask of the source meets; requests of further ones do not count
 */
public record SeriesLimits(int tenantsPerTarget, int seriesPerSubtask) implements Serializable {
    /** Ten times what a large installation has: 1,000 tenants of a target, 200,000 series. */
    public static final SeriesLimits DEFAULT = new SeriesLimits(1_000, 200_000);

    public SeriesLimits {
        if (tenantsPerTarget < 1 || seriesPerSubtask < 1) {
            throw new IllegalArgumentException(
                    "max-tenants " + tenantsPerTarget + " and max-series " + seriesPerSubtask + " must be at least 1");
        }
    }
}
