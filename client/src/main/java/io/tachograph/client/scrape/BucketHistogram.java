package io.tachograph.client.scrape;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A server's histogram in the server's own buckets. The mean is exact; a quantile is known to lie between two bounds and
 * no better. Immutable.
 */
public final class BucketHistogram {
    private final double[] bounds;
    private final double[] counts;
    private final double sum;
    private final double total;

    /**
     * @param bounds upper bounds, strictly ascending, the last one infinite
     * @param counts values in each bucket, not cumulated
     * @param sum of all values, NaN when the server does not say
     */
    BucketHistogram(double[] bounds, double[] counts, double sum) {
        this.bounds = bounds.clone();
        this.counts = counts.clone();
        this.sum = sum;
        total = Arrays.stream(counts).sum();
    }

    /**
     * The histogram {@code family}, all its series that {@code chosen} accepts added up.
     *
     * @return null when the text has no such series
     * @throws IllegalArgumentException when it contradicts itself, has an end missing (a cut body), or has series of
     *     different buckets; the message names the family
     */
    public static @Nullable BucketHistogram of(Exposition text, String family, Predicate<Labels> chosen) {
        Map<Labels, List<MetricSample>> buckets = new HashMap<>();
        for (MetricSample sample : text.samples(family + "_bucket")) {
            if (chosen.test(sample.labels())) {
                buckets.computeIfAbsent(sample.labels().without("le"), labels -> new ArrayList<>())
                        .add(sample);
            }
        }
        Map<Labels, Double> sums = values(text, family + "_sum");
        Map<Labels, Double> counts = values(text, family + "_count");
        BucketHistogram all = null;
        for (Map.Entry<Labels, List<MetricSample>> series : buckets.entrySet()) {
            BucketHistogram one =
                    ofSeries(family, series.getValue(), sums.get(series.getKey()), counts.get(series.getKey()));
            all = all == null ? one : all.plus(one, family);
        }
        return all;
    }

    private static Map<Labels, Double> values(Exposition text, String name) {
        Map<Labels, Double> values = new HashMap<>();
        text.samples(name).forEach(sample -> values.put(sample.labels(), sample.value()));
        return values;
    }

    private static BucketHistogram ofSeries(
            String family, List<MetricSample> buckets, @Nullable Double sum, @Nullable Double count) {
        int n = buckets.size();
        double[][] cumulated = new double[n][];
        for (int i = 0; i < n; i++) {
            cumulated[i] = new double[] {
                bound(family, buckets.get(i).labels()), buckets.get(i).value()
            };
        }
        Arrays.sort(cumulated, (a, b) -> Double.compare(a[0], b[0]));
        double[] bounds = new double[n];
        double[] counts = new double[n];
        double before = 0;
        for (int i = 0; i < n; i++) {
            bounds[i] = cumulated[i][0];
            counts[i] = cumulated[i][1] - before;
            before = cumulated[i][1];
            if (!(counts[i] >= 0) || Double.isInfinite(before) || (i > 0 && bounds[i] == bounds[i - 1])) {
                throw new IllegalArgumentException(family + " has buckets that do not rise");
            }
        }
        if (bounds[n - 1] != Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(family + " has no bucket +Inf: the text was cut within it");
        }
        if (count != null && count != before) {
            throw new IllegalArgumentException(family + " counts " + count + " values, but its buckets " + before);
        }
        return new BucketHistogram(bounds, counts, sum == null ? Double.NaN : sum);
    }

    private static double bound(String family, Labels labels) {
        String le = labels.get("le");
        byte[] text = le == null ? new byte[0] : le.getBytes(StandardCharsets.UTF_8);
        if (!ExpositionNumbers.isNumber(text, 0, text.length)) {
            throw new IllegalArgumentException(family + " has a bucket whose bound is no number");
        }
        return ExpositionNumbers.parse(text, 0, text.length);
    }

    private BucketHistogram plus(BucketHistogram other, String family) {
        if (!sameBounds(other)) {
            throw new IllegalArgumentException(family + " has series with different buckets, which cannot be added up");
        }
        double[] both = new double[counts.length];
        Arrays.setAll(both, i -> counts[i] + other.counts[i]);
        return new BucketHistogram(bounds, both, sum + other.sum);
    }

    /** The same in a larger unit. */
    BucketHistogram dividedBy(double divisor) {
        return divisor == 1
                ? this
                : new BucketHistogram(
                        Arrays.stream(bounds).map(bound -> bound / divisor).toArray(), counts, sum / divisor);
    }

    boolean sameBounds(BucketHistogram other) {
        return Arrays.equals(bounds, other.bounds);
    }

    /** What came since {@code earlier}, of the same bounds; null when some count went back. */
    @Nullable
    BucketHistogram since(BucketHistogram earlier) {
        double[] more = new double[counts.length];
        for (int i = 0; i < more.length; i++) {
            more[i] = counts[i] - earlier.counts[i];
            if (more[i] < 0) {
                return null;
            }
        }
        return new BucketHistogram(bounds, more, sum - earlier.sum);
    }

    /** Upper bounds of the buckets, the last one infinite. */
    public double[] bounds() {
        return bounds.clone();
    }

    /** Values in each bucket. */
    public double[] counts() {
        return counts.clone();
    }

    /** Number of values. */
    public double count() {
        return total;
    }

    /** Sum of all values, NaN when the server does not say. */
    public double sum() {
        return sum;
    }

    /** Exact mean; NaN when there are no values or the server does not give their sum. */
    public double mean() {
        return total == 0 ? Double.NaN : sum / total;
    }

    /**
     * The bucket that holds the value of rank ⌈q·n⌉.
     *
     * @param q 0 &lt; q ≤ 1
     * @return null when there are no values
     */
    public @Nullable QuantileRange quantile(double q) {
        if (!(q > 0 && q <= 1)) {
            throw new IllegalArgumentException("quantile " + q + " is not in (0, 1]");
        }
        double rank = Math.max(1, Math.ceil(q * total));
        double seen = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && seen + counts[i] >= rank) {
                // The first bucket begins at zero: what is measured are times.
                double lower = i == 0 ? Math.min(0, bounds[0]) : bounds[i - 1];
                double share = (rank - seen) / counts[i];
                double estimate = Double.isInfinite(bounds[i]) ? lower : lower + share * (bounds[i] - lower);
                return new QuantileRange(lower, bounds[i], estimate);
            }
            seen += counts[i];
        }
        return null;
    }

    @Override
    public String toString() {
        return "BucketHistogram[n=" + total + ", sum=" + sum + ", " + bounds.length + " buckets]";
    }
}
