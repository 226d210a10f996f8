package io.tachograph.client.workload;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long somebody thinks between an answer and the next question.
 *
 * @param law form of the distribution
 * @param low smallest value of a uniform one, otherwise the mean
 * @param high largest value of a uniform one, otherwise the mean
 */
public record ThinkTime(Law law, Duration low, Duration high) {
    /** Form of a distribution. */
    public enum Law {
        FIXED,
        EXPONENTIAL,
        UNIFORM
    }

    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m)");
    private static final Duration MOST = Duration.ofDays(1);

    /** Nobody thinks. */
    public static final ThinkTime NONE = fixed(Duration.ZERO);

    public ThinkTime {
        if (low.isNegative() || high.compareTo(low) < 0 || high.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "think time from " + low + " to " + high + ", but it must be from 0 to a day");
        }
    }

    public static ThinkTime fixed(Duration time) {
        return new ThinkTime(Law.FIXED, time, time);
    }

    public static ThinkTime exponential(Duration mean) {
        return new ThinkTime(Law.EXPONENTIAL, mean, mean);
    }

    public static ThinkTime uniform(Duration least, Duration most) {
        return new ThinkTime(Law.UNIFORM, least, most);
    }

    /**
     * {@code 2s}, {@code exponential:2s} or {@code uniform:500ms,3s}; units are ms, s and m.
     *
     * @throws IllegalArgumentException in one sentence, when it is none of these
     */
    public static ThinkTime parse(String text) {
        int colon = text.indexOf(':');
        String law = colon < 0 ? "fixed" : text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        List<Duration> times = Pattern.compile(",")
                .splitAsStream(text.substring(colon + 1))
                .map(time -> duration(text, time.strip()))
                .toList();
        if (times.size() == 1 && law.equals("fixed")) {
            return fixed(times.get(0));
        }
        if (times.size() == 1 && law.equals("exponential")) {
            return exponential(times.get(0));
        }
        if (times.size() == 2 && law.equals("uniform")) {
            return uniform(times.get(0), times.get(1));
        }
        throw unknown(text);
    }

    private static Duration duration(String text, String time) {
        Matcher matcher = DURATION.matcher(time);
        if (!matcher.matches()) {
            throw unknown(text);
        }
        double nanos =
                switch (matcher.group(2)) {
                    case "ms" -> 1e6;
                    case "s" -> 1e9;
                    default -> 60e9;
                };
        return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos));
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "think time '" + text + "' is none of 2s, exponential:2s and uniform:500ms,3s");
    }

    public Duration draw(SplittableRandom random) {
        return switch (law) {
            case FIXED -> low;
            case EXPONENTIAL -> Duration.ofNanos((long) (low.toNanos() * Draws.exponential(random)));
            case UNIFORM -> low.plusNanos((long) (high.minus(low).toNanos() * random.nextDouble()));
        };
    }

    public String describe() {
        return switch (law) {
            case FIXED -> low.isZero() ? "no think time" : "think time " + seconds(low);
            case EXPONENTIAL -> "exponential think time of mean " + seconds(low);
            case UNIFORM -> "think time uniform " + seconds(low) + " to " + seconds(high);
        };
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9).replaceAll("\\.?0+$", "") + " s";
    }
}
