package io.tachograph.windows.ranking;

import java.io.Serializable;
import java.time.Duration;

/**
 * How far back a ranking looks, and the blocks that it is made of. Blocks are aligned to the epoch and count whole: the
 * window begins with the first block that lies in it entirely.
 *
 * @param length how far back, a whole number of blocks
 * @param block length of a block
 * @param every how often it is ranked
 */
public record RankingWindow(Duration length, Duration block, Duration every) implements Serializable {
    public RankingWindow {
        if (every.toMillis() < 1_000 || every.toMillis() % 1_000 != 0) {
            throw new IllegalArgumentException("a ranking every " + every + ": must be whole seconds");
        }
        if (block.toMillis() < 1 || length.toMillis() % block.toMillis() != 0 || length.compareTo(block) < 0) {
            throw new IllegalArgumentException("a ranking of " + length + " is not made of blocks of " + block);
        }
    }

    /** Start of the first block of the window that ends then, milliseconds since the epoch. */
    public long firstBlock(long windowEndMillis) {
        return -Math.floorDiv(-(windowEndMillis - length.toMillis()), block.toMillis()) * block.toMillis();
    }

    /** Whether a ranking is due at a time. */
    public boolean isDue(long millis) {
        return millis % every.toMillis() == 0;
    }

    /** Start of the block that holds a time. */
    public long blockOf(long millis) {
        return Math.floorDiv(millis, block.toMillis()) * block.toMillis();
    }
}
