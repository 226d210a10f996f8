package io.tachograph.bench.compare;

import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.MetricRole;
import org.jspecify.annotations.Nullable;

/**
 * One quantity on both sides.
 *
 * @param metric by the names of definitions.md
 * @param statistic e.g. {@code p99}; empty where the metric is one number
 * @param unit of {@code a} and {@code b}
 * @param higherIsBetter which way is better
 * @param requestsA requests that say {@code a}
 * @param requestsB requests that say {@code b}
 * @param a its value; the geometric mean over runs of times and rates where {@code method} is between runs, else of all
 *     runs together
 * @param b the same of the other side
 * @param difference b − a
 * @param ratio b ÷ a, null when a is 0
 * @param scale what {@code low} and {@code high} are around: the ratio or the difference
 * @param low lower end of the interval, null when the data does not bound it
 * @param high upper end of the interval, null when the data does not bound it
 * @param method where the interval comes from, null when there is none
 * @param p how probable such a difference is when there is none, null without an interval
 * @param verdict of this row alone
 * @param negligible the whole interval is nearer to no difference than what matters
 * @param holds the verdict is still there when all rows are taken into account (Holm)
 * @param reason why there is no verdict, null when there is nothing to say
 */
public record ComparisonRow(
        String metric,
        String statistic,
        String unit,
        boolean higherIsBetter,
        long requestsA,
        long requestsB,
        double a,
        double b,
        double difference,
        @Nullable Double ratio,
        Scale scale,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Method method,
        @Nullable Double p,
        Verdict verdict,
        boolean negligible,
        boolean holds,
        @Nullable String reason) {
    /** The client's own delay is shown, and says nothing about what was measured. */
    boolean ofClient() {
        return LatencyMetric.with(MetricRole.CLIENT).stream()
                .map(LatencyMetric::key)
                .anyMatch(metric::equals);
    }

    /** Whether it is one of the comparisons that a verdict over all rests on. */
    boolean tested() {
        return p != null && reason == null && !ofClient();
    }

    ComparisonRow withHolds(boolean survived) {
        return new ComparisonRow(
                metric,
                statistic,
                unit,
                higherIsBetter,
                requestsA,
                requestsB,
                a,
                b,
                difference,
                ratio,
                scale,
                low,
                high,
                method,
                p,
                verdict,
                negligible,
                survived,
                reason);
    }
}
