package io.tachograph.client.load;

import java.util.SplittableRandom;

/**
 * Random numbers from a user's seed. All {@code SplittableRandom}s of plain seeds walk one and the same cycle, so that
 * two of them may be the same sequence, shifted; a split one has a cycle of its own. One seed may serve several purposes,
 * and neighbouring seeds several runs, without anything they decide going together.
 */
enum RandomStreams {
    ARRIVALS(0x6172726976616C73L),
    CANCELLATION(0x63616E63656C6564L);

    private final long purpose;

    RandomStreams(long purpose) {
        this.purpose = purpose;
    }

    SplittableRandom random(long seed) {
        return new SplittableRandom(seed ^ purpose).split();
    }
}
