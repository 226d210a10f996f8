package io.tachograph.windows.ranking;

import java.io.Serializable;
import java.time.Duration;

/**
 * How far back a ranking looks, and the blocks that it is made of. Blocks are aligned to the epoch and count whole, and
 * it is ranked only at ends of blocks: so it covers [end - length, end), no more and no less.
 *
 * @param length how far back, a whole number of blocks
 * @param block length of a block
 * @param every how often it is ranked, a whole number of blocks
 */
public record RankingWindow(Duration length, Duration block, Duration every) implements Serializable {
    public RankingWindow {
        if (every.toMillis() < 1_000 || every.toMillis() % 1_000 != 0 || every.toMillis() % block.toMillis() != 0) {
            throw new IllegalArgumentException(
                    "a ranking every " + every + ": must be whole seconds and whole blocks of " + block);
        }
        if (block.toMillis() < 1 || length.toMillis() % block.toMillis() != 0 || length.compareTo(block) < 0) {
            throw new IllegalArgumentException("a ranking of " + length + " is not made of blocks of " + block);
        }
    }

    /** Start of the first block of the window that ends then, at the end of a block; milliseconds since the epoch. */
    public long firstBlock(long windowEndMillis) {
        return windowEndMillis - length.toMillis();
    }

    /** Whether a ranking is due at a time. */
    public boolean isDue(long millis) {
        return Math.floorMod(millis, every.toMillis()) == 0;
    }

    /** The last time, until then, at which a ranking was due. */
    public long lastDue(long millis) {
        return millis - Math.floorMod(millis, every.toMillis());
    }

    /** The first time after that at which a ranking is due. */
    public long nextDue(long millis) {
        return lastDue(millis) + every.toMillis();
    }

    /** Start of the block that holds a time. */
    public long blockOf(long millis) {
        return Math.floorDiv(millis, block.toMillis()) * block.toMillis();
    }
}
