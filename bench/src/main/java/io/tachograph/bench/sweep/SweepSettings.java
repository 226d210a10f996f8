package io.tachograph.bench.sweep;

import java.time.Duration;

/**
 * How a rate is searched.
 *
 * @param startRate requests per second of the first trial
 * @param minRate lowest rate tried
 * @param maxRate highest rate tried
 * @param attainment share of offered requests that have to be good, counted from when they were scheduled
 * @param confidence with which a rate is said to pass or fail
 * @param precision the search ends when the lowest failing rate is at most this much, relatively, above the passing one
 * @param trial measured length of the first trial of a rate; each further one is twice as long
 * @param longest the longest trial of a rate, after which it is undecided, unless {@code requests} take longer
 * @param requests a rate is not given up as undecided before a trial was as long as so many requests take: at a low rate
 *     a time that is long in itself holds too few to tell; 0 for {@code longest} alone
 * @param confirm length of the trial that confirms the rate found
 * @param pause between trials
 */
public record SweepSettings(
        double startRate,
        double minRate,
        double maxRate,
        double attainment,
        double confidence,
        double precision,
        Duration trial,
        Duration longest,
        long requests,
        Duration confirm,
        Duration pause) {
    public static final double ATTAINMENT = 0.95;
    public static final double CONFIDENCE = 0.95;
    public static final double PRECISION = 0.02;
    public static final Duration TRIAL = Duration.ofSeconds(30);
    public static final Duration LONGEST = Duration.ofMinutes(4);
    public static final long REQUESTS = 20_000;
    public static final Duration CONFIRM = Duration.ofMinutes(4);
    public static final Duration PAUSE = Duration.ofSeconds(2);

    public SweepSettings {
        check(minRate > 0, "the lowest rate has to be above 0");
        check(startRate >= minRate && startRate <= maxRate, "the start rate has to lie between the lowest and highest");
        check(maxRate < Double.POSITIVE_INFINITY, "the highest rate has to be finite");
        check(attainment > 0 && attainment < 1, "the attainment has to lie between 0 and 1, both excluded");
        check(confidence >= 0.5 && confidence < 1, "the confidence has to lie in [0.5, 1)");
        check(precision >= 0.001 && precision <= 1, "the precision has to lie in [0.001, 1]");
        check(trial.compareTo(Duration.ofSeconds(10)) >= 0, "a trial has to last 10 s or more");
        check(longest.compareTo(trial) >= 0, "the longest trial has to be as long as the first");
        check(requests >= 0, "the number of requests cannot be negative");
        check(confirm.compareTo(trial) >= 0, "the confirming trial has to be as long as the first");
        check(!pause.isNegative(), "the pause cannot be negative");
    }

    /** The defaults between two rates. */
    public static SweepSettings between(double startRate, double maxRate) {
        return new SweepSettings(
                startRate,
                startRate / 64,
                maxRate,
                ATTAINMENT,
                CONFIDENCE,
                PRECISION,
                TRIAL,
                LONGEST,
                REQUESTS,
                CONFIRM,
                PAUSE);
    }

    /** The longest trial of a rate, in requests per second. */
    Duration longestAt(double rate) {
        Duration enough = Duration.ofNanos(Math.round(requests / rate * 1e9));
        return enough.compareTo(longest) > 0 ? enough : longest;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
