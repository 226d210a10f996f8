package io.tachograph.simulator;

import java.util.Locale;
import java.util.Random;

/**
 * Everything that chance decides about one request. It follows from the seed and the number of the request alone, so
 * the n-th request of a seed always draws the same. {@link Random} is used because its sequence is specified.
 *
 * @param number the request's number at its replica, from 0
 * @param id 16 hexadecimal digits
 * @param naturalTokens output tokens after which the model would end by itself
 * @param faultRoll uniform over [0, 1), decides which fault if any
 * @param faultPosition uniform over [0, 1), decides where in the stream
 * @param firstWord where in the vocabulary the answer begins
 */
record Draw(
        long number,
        String id,
        int naturalTokens,
        double prefillFactor,
        double decodeFactor,
        double faultRoll,
        double faultPosition,
        int firstWord) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    static Draw of(long seed, long number, ReplicaConfig replica) {
        long mixed = mix(mix(seed) + (number + 1) * GOLDEN);
        Random random = new Random(mixed);
        int lengths = replica.maxOutputTokens() - replica.minOutputTokens() + 1;
        return new Draw(
                number,
                String.format(Locale.ROOT, "%016x", mixed),
                replica.minOutputTokens() + random.nextInt(lengths),
                replica.law().factor(random.nextGaussian()),
                replica.law().factor(random.nextGaussian()),
                random.nextDouble(),
                random.nextDouble(),
                random.nextInt(Vocabulary.SIZE));
    }

    /** The seed of the index-th replica of a fleet. */
    static long replicaSeed(long fleetSeed, int index) {
        return mix(fleetSeed + GOLDEN * (index + 1));
    }

    /** The output function of SplitMix64: neighbouring numbers become unrelated ones. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
