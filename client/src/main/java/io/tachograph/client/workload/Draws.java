package io.tachograph.client.workload;

import java.util.SplittableRandom;

/** Random draws that a seed and a number decide, so that it does not matter which thread draws when. */
public final class Draws {
    private Draws() {}

    /** @return a generator of its own for each number; neighbouring numbers' have nothing in common */
    public static SplittableRandom of(long seed, long number) {
        return new SplittableRandom(mix(seed ^ mix(number)));
    }

    /** A permutation of all 64-bit values in which every bit of the input changes about half of the output (MurmurHash3). */
    public static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }

    /** @return a standard normal variate, by Box and Muller's method: the JDK's own may change with its version */
    public static double gaussian(SplittableRandom random) {
        double radius = Math.sqrt(-2 * StrictMath.log1p(-random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    /** @return an exponential variate of mean 1, by inversion */
    public static double exponential(SplittableRandom random) {
        return -StrictMath.log1p(-random.nextDouble());
    }

    /** @return a whole number from {@code least} to {@code most}, both included */
    public static int between(SplittableRandom random, int least, int most) {
        return (int) (least + (long) (random.nextDouble() * ((long) most - least + 1)));
    }
}
