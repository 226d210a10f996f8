package io.tachograph.collectors.load;

/** What a rate may be. */
final class Rates {
    private Rates() {}

    static void check(double perSecond) {
        if (!(perSecond > 0 && perSecond <= 1e9)) {
            throw new IllegalArgumentException(
                    "rate is " + perSecond + " a second, but must be above 0 and at most 1e9");
        }
    }
}
