package io.tachograph.client.workload.dataset;

import io.tachograph.client.workload.Draws;

/**
 * An order of the numbers below a size that a key decides, any place of which is computed at once: nothing is shuffled
 * while a run goes on. A Feistel network over the next power of four; what falls outside goes through again. Immutable.
 */
record Permutation(int size, long key) {
    private static final int ROUNDS = 6;

    int at(int place) {
        int halfBits = Math.max(1, (33 - Integer.numberOfLeadingZeros(size - 1)) / 2);
        long mask = (1L << halfBits) - 1;
        long value = place;
        do {
            long left = value >>> halfBits;
            long right = value & mask;
            for (int round = 0; round < ROUNDS; round++) {
                long next = left ^ (Draws.mix(key ^ Draws.mix(right << 8 | round)) & mask);
                left = right;
                right = next;
            }
            value = left << halfBits | right;
        } while (value >= size);
        return (int) value;
    }
}
