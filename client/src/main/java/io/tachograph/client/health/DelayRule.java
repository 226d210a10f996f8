package io.tachograph.client.health;

import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.Locale;
import java.util.Optional;

/**
 * Like against like: the client's delay at a quantile explains more than a share of a metric when it is above that share
 * of the metric at the same quantile. Judged are the median and the 90th percentile over the short span and the 99th
 * percentile over the long one, each from as many values as its 95 % interval needs (6, 29 and 299, on both sides).
 *
 * <p>The 99th percentile counts only when delays above the limit came in at least {@link #LATE_SECONDS} different seconds:
 * a hiccup of a shared machine every few seconds is about one per cent of the time, so without this the rule would hang on
 * whether one value more was late.
 */
final class DelayRule {
    static final int LATE_SECONDS = 10;

    private static final double[] QUANTILES = {0.5, 0.9};
    private static final long[] MINIMUM = {6, 29};
    private static final double TAIL = 0.99;
    private static final long TAIL_MINIMUM = 299;

    private final double share;
    private final double resolutionNanos;
    private final int windowSeconds;
    private final int tailSeconds;

    DelayRule(HealthConfig config) {
        share = config.share();
        resolutionNanos = config.resolution().toNanos();
        windowSeconds = (int) config.window().toSeconds();
        tailSeconds = (int) config.tailWindow().toSeconds();
    }

    /** @param cause subject of the sentence, e.g. {@code event loops came late} */
    Optional<Finding> judge(String cause, RecentHistogram delays, ReportedMetric metric, long nowNanos) {
        // A part of a window, at the begin of a run, would take a moment's stall for a percentile.
        if (delays.span(nowNanos, windowSeconds) < windowSeconds) {
            return judgeTail(cause, delays, metric, nowNanos);
        }
        LatencyHistogram values = metric.last(nowNanos, tailSeconds);
        double reached = metric.shareReached(nowNanos, tailSeconds, values.count());
        Optional<Finding> body =
                judge(cause, delays.last(nowNanos, windowSeconds), metric.name(), values, reached, windowSeconds);
        return body.isPresent() ? body : judgeTail(cause, delays, metric, nowNanos);
    }

    /** The median and the 90th percentile of all that ever was. */
    Optional<Finding> judgeAll(String cause, RecentHistogram delays, ReportedMetric metric, double seconds) {
        return judge(cause, delays.all(), metric.name(), metric.values().all(), metric.shareReached(), seconds);
    }

    private Optional<Finding> judge(
            String cause,
            LatencyHistogram delays,
            String metric,
            LatencyHistogram values,
            double reached,
            double seconds) {
        for (int i = 0; i < QUANTILES.length; i++) {
            if (delays.count() >= MINIMUM[i] && values.count() >= MINIMUM[i]) {
                double delay = delayAt(QUANTILES[i], delays, reached);
                double value = values.quantileNanos(QUANTILES[i]);
                if (exceeds(delay, value)) {
                    return Optional.of(finding(
                            cause, metric, QUANTILES[i], delay, delays.count(), value, values.count(), seconds));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> judgeTail(String cause, RecentHistogram recent, ReportedMetric metric, long nowNanos) {
        LatencyHistogram delays = recent.last(nowNanos, tailSeconds);
        LatencyHistogram values = metric.last(nowNanos, tailSeconds);
        if (delays.count() < TAIL_MINIMUM || values.count() < TAIL_MINIMUM) {
            return Optional.empty();
        }
        double delay = delayAt(TAIL, delays, metric.shareReached(nowNanos, tailSeconds, values.count()));
        double value = values.quantileNanos(TAIL);
        double seconds = recent.span(nowNanos, tailSeconds);
        boolean often = recent.secondsAbove(nowNanos, tailSeconds, limit(value)) >= LATE_SECONDS;
        return often && exceeds(delay, value)
                ? Optional.of(
                        finding(cause, metric.name(), TAIL, delay, delays.count(), value, values.count(), seconds))
                : Optional.empty();
    }

    /**
     * The quantile of the delays that the values have met, when a share of them met one of these and the others none: where
     * the share is s, the quantile q of all is the quantile 1 - (1 - q) / s of the delays, or nothing below that.
     */
    private static double delayAt(double quantile, LatencyHistogram delays, double reached) {
        double among = reached <= 0 ? 0 : 1 - (1 - quantile) / reached;
        return among <= 0 ? 0 : delays.quantileNanos(among);
    }

    private boolean exceeds(double delayNanos, double valueNanos) {
        return valueNanos > resolutionNanos && delayNanos > limit(valueNanos);
    }

    private double limit(double valueNanos) {
        return Math.max(share * valueNanos, resolutionNanos);
    }

    private Finding finding(
            String cause,
            String metric,
            double quantile,
            double delay,
            long delays,
            double value,
            long values,
            double seconds) {
        String sentence = String.format(
                Locale.ROOT,
                "%s by %s at the %.0fth percentile (%d values in %.0f s), %.0f %% of the %s of %s at the same percentile"
                        + " (%d values); at most %.0f %% is allowed",
                cause,
                millis(delay),
                100 * quantile,
                delays,
                seconds,
                100 * delay / value,
                metric,
                millis(value),
                values,
                100 * share);
        return new Finding(cause + "/" + metric, sentence, (long) (seconds * 1e9));
    }

    private static String millis(double nanos) {
        double millis = nanos / 1e6;
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : millis < 100 ? "%.1f ms" : "%.0f ms", millis);
    }
}
