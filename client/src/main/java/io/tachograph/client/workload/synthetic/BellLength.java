package io.tachograph.client.workload.synthetic;

import io.tachograph.client.workload.Draws;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A normal or log-normal distribution, cut off at both ends.
 *
 * @param logarithmic whether the logarithm is normally distributed
 * @param centre mean, or median of a log-normal one
 * @param spread standard deviation, of the natural logarithm of a log-normal one
 * @param least smallest length
 * @param most largest length
 */
record BellLength(boolean logarithmic, double centre, double spread, int least, int most) implements LengthLaw {
    /** With the centre inside the range, so many misses in a row mean that the bell is flat all over it. */
    private static final int TRIES = 64;

    BellLength {
        UniformLength.checkRange(least, most);
        if (!(centre >= least && centre <= most)) {
            throw new IllegalArgumentException((logarithmic ? "median " : "mean ") + centre
                    + " tokens, but it must lie from " + least + " to " + most);
        }
        if (!(spread >= 0 && spread <= MOST)) {
            throw new IllegalArgumentException(
                    (logarithmic ? "sigma " : "standard deviation ") + spread + " must be from 0 to " + MOST);
        }
    }

    @Override
    public int draw(SplittableRandom random) {
        for (int i = 0; i < TRIES; i++) {
            double gaussian = Draws.gaussian(random);
            double value = logarithmic ? centre * StrictMath.exp(spread * gaussian) : centre + spread * gaussian;
            double rounded = Math.rint(value);
            if (rounded >= least && rounded <= most) {
                return (int) rounded;
            }
        }
        return Draws.between(random, least, most);
    }

    @Override
    public String describe() {
        String cut = most == MOST && least == 1 ? "" : " from " + least + " to " + most;
        return logarithmic
                ? String.format(Locale.ROOT, "log-normal (median %s, sigma %s)%s", number(centre), number(spread), cut)
                : String.format(Locale.ROOT, "normal (mean %s, SD %s)%s", number(centre), number(spread), cut);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
