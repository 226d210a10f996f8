package io.tachograph.windows.interval;

/**
 * How blocks are resampled: how many consecutive ones together, so that what hangs together stays together, and how much
 * wider than the spread of resamples an interval must be.
 *
 * @param blocks blocks in all, at least 2
 * @param length blocks per chunk
 * @param persistence share of one block's deviation that the next one keeps
 */
record ResamplingPlan(int blocks, int length, double persistence) {
    /**
     * An estimated length is noisy and more often too short. Eight chunks cost a fifth of width where blocks are
     * independent, and are within reach of most autocorrelations where they are not.
     */
    private static final int MOST = 8;

    /** Fewer say nothing about how far chunks differ. */
    private static final int FEWEST = 4;

    /** 97.5 % points of Student's t for 1, 2, … degrees of freedom. */
    private static final double[] STUDENT = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365};

    private static final double NORMAL = 1.960;

    /** For a series of at least two blocks, by its autocorrelation. */
    static ResamplingPlan of(double[] series) {
        int n = series.length;
        int shortest = (n + MOST - 1) / MOST;
        int longest = Math.max(shortest, n / FEWEST);
        Autocorrelation autocorrelation = new Autocorrelation(series);
        double wanted = Math.ceil(autocorrelation.politisWhite());
        return new ResamplingPlan(
                n, (int) Math.max(shortest, Math.min(longest, wanted)), n < MOST ? 0 : autocorrelation.persistence());
    }

    int count() {
        return (blocks + length - 1) / length;
    }

    /**
     * What to multiply the spread of resamples by. Student's t stands for the normal, because a handful of chunks tells
     * their spread only roughly; and the spread is too small by what chunks miss of the whole: of their common mean, and
     * of what hangs together over their edges. For a first-order process both are known exactly.
     */
    double stretch() {
        double ofMean = variance(blocks);
        double ofResamples = (double) length / blocks * (variance(length) - ofMean);
        int freedom = Math.max(1, Math.min(STUDENT.length, blocks / length - 1));
        return STUDENT[freedom - 1] / NORMAL * Math.sqrt(ofMean / ofResamples);
    }

    /** Variance of the mean of {@code k} consecutive blocks, as a share of one block's. */
    private double variance(int k) {
        double p = persistence;
        return (k * (1 + p) / (1 - p) - 2 * p * (1 - Math.pow(p, k)) / ((1 - p) * (1 - p))) / ((double) k * k);
    }
}
