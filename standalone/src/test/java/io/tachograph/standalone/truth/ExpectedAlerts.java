package io.tachograph.standalone.truth;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What alerts must have been raised by the probes, minute by minute from the requests alone. */
final class ExpectedAlerts {
    /** Long and short window in minutes, factor. */
    private static final Map<String, double[]> PAIRS = Map.of(
            "1h", new double[] {60, 5, 14.4},
            "6h", new double[] {360, 30, 6},
            "1d", new double[] {1_440, 120, 3},
            "3d", new double[] {4_320, 360, 1});

    private static final int MINUTES = AlertScenario.PROBED_MINUTES;
    private static final int ENOUGH = 10;

    /** One time that an alert fired; minutes are counted from the first probe. */
    record Fired(
            int since, @Nullable Integer resolved, @Nullable Double lastValue) {}

    private final long[] eligible = new long[MINUTES];
    private final long[] missed = new long[MINUTES];

    ExpectedAlerts(List<RequestTiming> requests, String target) {
        for (RequestTiming request : requests) {
            if (request.getTarget().equals(target)
                    && request.getOrigin() == Origin.PROBE
                    && request.getOutcome() != Outcome.CANCELLED) {
                int minute =
                        (int) ((request.getSentAtMicros() / 1_000 - AlertScenario.PROBES_FROM) / AlertScenario.MINUTE);
                boolean met = request.getOutcome() == Outcome.OK
                        && request.getFirstTokenNanos() <= AlertScenario.TTFT_THRESHOLD_NANOS;
                eligible[minute]++;
                missed[minute] += met ? 0 : 1;
            }
        }
    }

    /** By pair of windows and the minute in which it began, {@code 1h@12}. */
    Map<String, Fired> burning() {
        Map<String, Fired> fired = new TreeMap<>();
        PAIRS.forEach((name, pair) -> {
            int since = -1;
            boolean fires = false;
            for (int now = 1; now < MINUTES; now++) {
                Boolean burns = burns(now, pair);
                if (burns != null && burns && !fires) {
                    since = now;
                    fired.put(name + "@" + since, new Fired(now, null, null));
                    fires = true;
                } else if (burns != null && !burns && fires) {
                    fired.put(name + "@" + since, new Fired(since, now, null));
                    fires = false;
                }
            }
            if (since >= 0) {
                Fired last = Objects.requireNonNull(fired.get(name + "@" + since));
                fired.put(name + "@" + since, new Fired(last.since, last.resolved, burn(MINUTES - 1, pair[0])));
            }
        });
        return fired;
    }

    /** Null when there are too few requests to say. */
    private @Nullable Boolean burns(int now, double[] pair) {
        boolean longKnown = sum(eligible, now, pair[0]) >= ENOUGH;
        boolean shortKnown = sum(eligible, now, pair[1]) >= ENOUGH;
        if ((longKnown && burn(now, pair[0]) <= pair[2]) || (shortKnown && burn(now, pair[1]) <= pair[2])) {
            return false;
        }
        return shortKnown ? true : null;
    }

    private double burn(int now, double back) {
        return sum(missed, now, back) / (double) sum(eligible, now, back) / (1 - 0.99);
    }

    private static long sum(long[] byMinute, int now, double back) {
        long sum = 0;
        for (int minute = Math.max(0, now - (int) back); minute < now; minute++) {
            sum += byMinute[minute];
        }
        return sum;
    }
}
