package io.tachograph.collectors.source.polling;

import io.tachograph.collectors.source.polling.Account.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Calls added up by a span of time and something else. */
record Sums(long calls, long failures, long input, long output, long costMicros, long latencyMillis) {
    /** @param what of calls, such as their model */
    record Key(Instant from, String what) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byTime = from.compareTo(other.from);
            return byTime == 0 ? what.compareTo(other.what) : byTime;
        }
    }

    static Map<Key, Sums> of(List<Call> calls, Duration span, Function<Call, String> what) {
        return calls.stream()
                .collect(Collectors.toMap(
                        call -> new Key(start(call.at(), span), what.apply(call)), Sums::of, Sums::plus, TreeMap::new));
    }

    static Instant start(Instant at, Duration span) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), span.toSeconds()) * span.toSeconds());
    }

    private static Sums of(Call call) {
        return new Sums(
                1,
                call.failed() ? 1 : 0,
                call.inputTokens(),
                call.outputTokens(),
                call.costMicros(),
                call.latencyMillis());
    }

    private Sums plus(Sums more) {
        return new Sums(
                calls + more.calls,
                failures + more.failures,
                input + more.input,
                output + more.output,
                costMicros + more.costMicros,
                latencyMillis + more.latencyMillis);
    }
}
