package io.tachograph.windows.interval;

/** A ratio of two sums by blocks: tokens by seconds, failures by requests. */
public final class BlockRatio implements BlockStatistic {
    private final int blocks;
    private final double[] numeratorBefore;
    private final double[] denominatorBefore;

    public BlockRatio(double[] numerator, double[] denominator) {
        blocks = numerator.length;
        numeratorBefore = sumsBefore(numerator);
        denominatorBefore = sumsBefore(denominator);
    }

    private static double[] sumsBefore(double[] values) {
        double[] sums = new double[values.length + 1];
        for (int t = 0; t < values.length; t++) {
            sums[t + 1] = sums[t] + values[t];
        }
        return sums;
    }

    @Override
    public int blocks() {
        return blocks;
    }

    @Override
    public double of(int[] starts, int length) {
        double denominator = sum(denominatorBefore, starts, length);
        return denominator > 0 ? sum(numeratorBefore, starts, length) / denominator : Double.NaN;
    }

    private double sum(double[] before, int[] starts, int length) {
        double sum = 0;
        int left = blocks;
        for (int start : starts) {
            int end = start + Math.min(length, left);
            left -= end - start;
            sum += end <= blocks ? before[end] - before[start] : before[blocks] - before[start] + before[end - blocks];
        }
        return sum;
    }

    @Override
    public double ofAll() {
        return of(new int[] {0}, blocks);
    }

    @Override
    public double[] influence() {
        double all = ofAll();
        double[] deviation = new double[blocks];
        for (int t = 0; t < blocks; t++) {
            deviation[t] = numeratorBefore[t + 1]
                    - numeratorBefore[t]
                    - all * (denominatorBefore[t + 1] - denominatorBefore[t]);
        }
        return deviation;
    }
}
