package io.tachograph.bench.compare;

/**
 * When a difference is found, and when it matters.
 *
 * @param confidence of the intervals, e.g. 0.95
 * @param relative smallest ratio, less 1, of times and rates that matters
 * @param points smallest difference of shares (error rate, attainment) that matters
 */
public record Thresholds(double confidence, double relative, double points) {
    /** 95 %; 1 %, as a bucket of the histogram is wrong by up to 1.1 %; 0.1 percentage points. */
    public static final Thresholds DEFAULT = new Thresholds(0.95, 0.01, 0.001);

    public Thresholds {
        if (!(confidence >= 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("confidence " + confidence + " is not in [0.5, 1)");
        }
        if (!(relative >= 0 && points >= 0)) {
            throw new IllegalArgumentException(
                    "a difference that matters cannot be negative: " + relative + ", " + points);
        }
    }

    double of(Scale scale) {
        return scale == Scale.RATIO ? Math.log1p(relative) : points;
    }
}
