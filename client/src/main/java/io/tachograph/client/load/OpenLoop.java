package io.tachograph.client.load;

/** Arrivals by the clock. An implementation says when, and nothing about how. */
public non-sealed interface OpenLoop extends Arrivals {
    /** A fresh run through the arrivals; the same object gives the same schedule each time. */
    Schedule schedule();

    /** The instants of one run. Not thread-safe. */
    @FunctionalInterface
    interface Schedule {
        /** There is no further arrival. */
        long NONE = Long.MAX_VALUE;

        /**
         * @return nanoseconds from the start of the run to the next arrival, never less than before; {@link #NONE}, from
         *     then on always, when there is none
         */
        long nextNanos();
    }
}
