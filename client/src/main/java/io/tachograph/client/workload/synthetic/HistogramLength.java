package io.tachograph.client.workload.synthetic;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Given lengths, each as often as its weight says. */
final class HistogramLength implements LengthLaw {
    private final String source;
    private final int[] lengths;
    /** Sums of the weights up to each length. */
    private final double[] sums;

    /** @param weights one for each length, above zero */
    HistogramLength(String source, int[] lengths, double[] weights) {
        this.source = source;
        this.lengths = lengths.clone();
        this.sums = weights.clone();
        Arrays.parallelPrefix(sums, Double::sum);
    }

    @Override
    public int draw(SplittableRandom random) {
        double wanted = random.nextDouble() * sums[sums.length - 1];
        int found = Arrays.binarySearch(sums, wanted);
        // The first sum above what is wanted; rounding may make that the whole sum.
        int index = found < 0 ? -found - 1 : found + 1;
        return lengths[Math.min(index, lengths.length - 1)];
    }

    @Override
    public int least() {
        return Arrays.stream(lengths).min().orElseThrow();
    }

    @Override
    public String describe() {
        return "as in " + source;
    }
}
