package io.tachograph.windows.interval;

/**
 * A two-sided interval of about 95 %.
 *
 * @param low lower end
 * @param high upper end, not below the lower
 */
public record Interval(double low, double high) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval from " + low + " to " + high);
        }
    }

    /** Whether all of this lies below all of {@code other}. */
    public boolean isBelow(Interval other) {
        return high < other.low;
    }
}
