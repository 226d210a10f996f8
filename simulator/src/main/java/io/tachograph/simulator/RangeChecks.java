package io.tachograph.simulator;

/** Range checks of the configuration records, with the name of the value in the message. */
final class RangeChecks {
    private RangeChecks() {}

    /** Refuses NaN too. */
    static void requireWithin(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " must be from " + least + " to " + most + ", got " + value + ".");
        }
    }

    static void requireWithin(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " must be from " + least + " to " + most + ", got " + value + ".");
        }
    }
}
