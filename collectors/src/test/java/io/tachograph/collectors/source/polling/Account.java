package io.tachograph.collectors.source.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The calls of a shop's models: what truly happened, of which every stand-in tells its part. It follows from the time alone, so
 * that whoever is started anew knows it, too. Calls are reported up to twelve minutes late.
 */
final class Account {
    private static final List<String> MODELS = List.of("small", "medium", "large");
    private static final List<String> TEAMS = List.of("red", "blue");
    private static final long SLOT_SECONDS = 120;

    private final Instant beginning;
    private final Instant end;

    /** @param end after which nobody calls any more */
    Account(Instant beginning, Instant end) {
        this.beginning = beginning;
        this.end = end;
    }

    /** One call. Costs are in whole millionths of a dollar, so that sums do not depend on their order. */
    record Call(
            String id,
            Instant at,
            Instant reportedAt,
            String model,
            String team,
            boolean failed,
            long inputTokens,
            long outputTokens,
            long costMicros,
            long latencyMillis,
            String session) {}

    /** Calls that began in this span and were reported by then, in their order. */
    List<Call> calls(Instant from, Instant to, Instant now) {
        List<Call> calls = new ArrayList<>();
        Instant start = from.isBefore(beginning) ? beginning : from;
        Instant stop = to.isBefore(end) ? to : end;
        long last = (stop.isBefore(now) ? stop : now).getEpochSecond() / SLOT_SECONDS;
        for (long slot = start.getEpochSecond() / SLOT_SECONDS; slot <= last; slot++) {
            for (Call call : slot(slot)) {
                if (!call.at().isBefore(start)
                        && call.at().isBefore(stop)
                        && !call.reportedAt().isAfter(now)) {
                    calls.add(call);
                }
            }
        }
        return calls;
    }

    private static List<Call> slot(long slot) {
        SplittableRandom random = new SplittableRandom(slot);
        List<Call> calls = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Instant at = Instant.ofEpochSecond(slot * SLOT_SECONDS).plusMillis(random.nextLong(SLOT_SECONDS * 1_000));
            long late = random.nextInt(4) == 0 ? random.nextLong(720) : 2;
            long input = random.nextLong(20, 2_000);
            long output = random.nextLong(1, 500);
            calls.add(new Call(
                    slot + "-" + i,
                    at,
                    at.plus(Duration.ofSeconds(late)),
                    MODELS.get(random.nextInt(MODELS.size())),
                    TEAMS.get(random.nextInt(TEAMS.size())),
                    random.nextInt(20) == 0,
                    input,
                    output,
                    2 * input + 8 * output,
                    random.nextLong(100, 9_000),
                    "s" + slot / 5));
        }
        return calls;
    }
}
