package io.tachograph.client.workload.synthetic;

import io.tachograph.client.workload.Draws;
import java.util.SplittableRandom;

/**
 * One length, or all in a range alike.
 *
 * @param least smallest
 * @param most largest
 */
record UniformLength(int least, int most) implements LengthLaw {
    UniformLength {
        checkRange(least, most);
    }

    static void checkRange(int least, int most) {
        if (least < 1 || most < least || most > MOST) {
            throw new IllegalArgumentException("lengths from " + least + " to " + most
                    + " tokens, but they must be from 1 to " + MOST + ", the smaller one first");
        }
    }

    @Override
    public int draw(SplittableRandom random) {
        return least == most ? least : Draws.between(random, least, most);
    }

    @Override
    public String describe() {
        return least == most ? String.valueOf(least) : "uniform " + least + " to " + most;
    }
}
