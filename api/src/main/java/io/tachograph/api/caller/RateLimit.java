package io.tachograph.api.caller;

/**
 * How many requests a key may send.
 *
 * @param perMinute in the long run, at least 1
 * @param burst at once, after a time without any, at least 1
 */
public record RateLimit(int perMinute, int burst) {
    public static final RateLimit USUAL = new RateLimit(60, 10);

    /** Of a dashboard that is open in several tabs. */
    public static final RateLimit OF_A_PAGE = new RateLimit(1_200, 200);

    public RateLimit {
        if (perMinute < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "a rate limit allows at least 1 request, not " + perMinute + " a minute and " + burst + " at once");
        }
    }

    /** The limit, as one sentence for who has reached it. */
    public String sentence() {
        return "This key may send " + perMinute + " requests a minute and " + burst + " at once.";
    }
}
