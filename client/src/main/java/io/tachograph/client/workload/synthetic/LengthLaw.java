package io.tachograph.client.workload.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A distribution of lengths in tokens. Immutable. */
public interface LengthLaw {
    /** No length is longer. */
    int MOST = 1_000_000;

    /** @return a length of at least {@link #least} and at most {@link #MOST} */
    int draw(SplittableRandom random);

    /** The smallest length that may come, at least 1. */
    int least();

    /** The law in words, without its unit. */
    String describe();

    static LengthLaw fixed(int length) {
        return new UniformLength(length, length);
    }

    /** Every length from {@code least} to {@code most} is equally likely. */
    static LengthLaw uniform(int least, int most) {
        return new UniformLength(least, most);
    }

    /** A normal distribution, rounded, of which only what lies from {@code least} to {@code most} is drawn. */
    static LengthLaw normal(double mean, double standardDeviation, int least, int most) {
        return new BellLength(false, mean, standardDeviation, least, most);
    }

    /**
     * A log-normal distribution, rounded, of which only what lies from {@code least} to {@code most} is drawn.
     *
     * @param sigma standard deviation of the natural logarithm
     */
    static LengthLaw logNormal(double median, double sigma, int least, int most) {
        return new BellLength(true, median, sigma, least, most);
    }

    /**
     * Lengths and their weights from a file: CSV with the columns {@code length} and, unless all are alike,
     * {@code weight}; a JSON list or JSON Lines of lengths, of pairs, or of objects with these fields.
     *
     * @throws IllegalArgumentException in one sentence with its place, when the file holds anything else
     * @throws IOException when it cannot be read
     */
    static LengthLaw histogram(Path file) throws IOException {
        return HistogramFile.load(file);
    }

    /**
     * {@code 512}, {@code 100-2000}, {@code uniform:100,2000}, {@code normal:MEAN,SD[,LEAST,MOST]},
     * {@code lognormal:MEDIAN,SIGMA[,LEAST,MOST]}, or {@code file:PATH}, a histogram.
     *
     * @throws IllegalArgumentException in one sentence, when it is none of these
     * @throws IOException when a file cannot be read
     */
    static LengthLaw parse(String text) throws IOException {
        return LengthText.parse(text);
    }
}
