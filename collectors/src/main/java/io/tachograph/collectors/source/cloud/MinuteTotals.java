package io.tachograph.collectors.source.cloud;

import io.tachograph.collectors.source.UsageTeller;
import io.tachograph.schemas.avro.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was told of each model's minutes, put together: counts add up, means are weighted by what they are of. A quantity that
 * nobody told stays unknown. Not thread-safe.
 */
final class MinuteTotals {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Minutes minutes;
    private final Map<Key, Map<Quantity, Sum>> totals = new TreeMap<>();

    private record Key(Instant minute, String model) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byMinute = minute.compareTo(other.minute);
            return byMinute == 0 ? model.compareTo(other.model) : byMinute;
        }
    }

    private record Sum(double value, double weight) {
        Sum plus(Sum other) {
            return new Sum(value + other.value, weight + other.weight);
        }
    }

    /** @param minutes all others are left out: clouds answer with minutes at the edge that nobody asked for */
    MinuteTotals(Minutes minutes) {
        this.minutes = minutes;
    }

    /** @param value null for what the cloud leaves open */
    void count(Instant at, String model, Quantity quantity, @Nullable Double value) {
        if (value != null) {
            add(at, model, quantity, new Sum(value, 1));
        }
    }

    /**
     * @param seconds null for what the cloud leaves open
     * @param calls whose mean it is
     */
    void mean(Instant at, String model, Quantity quantity, @Nullable Double seconds, double calls) {
        if (seconds != null && calls > 0) {
            add(at, model, quantity, new Sum(seconds * calls, calls));
        }
    }

    private void add(Instant at, String model, Quantity quantity, Sum sum) {
        Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
        if (minutes.contains(minute)) {
            totals.computeIfAbsent(new Key(minute, model), key -> new EnumMap<>(Quantity.class))
                    .merge(quantity, sum, Sum::plus);
        }
    }

    /** Those of minutes in which anything happened, in their order: clouds tell zeros of all others, or do not. */
    List<Usage> records(UsageTeller teller) {
        return totals.entrySet().stream()
                .filter(entry -> entry.getValue().values().stream().anyMatch(sum -> sum.value > 0))
                .map(entry -> record(teller, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Usage record(UsageTeller teller, Key key, Map<Quantity, Sum> told) {
        return teller.usage("model", key.minute, key.minute.plus(MINUTE))
                .setModel(key.model)
                .setCount(count(told.get(Quantity.CALLS)))
                .setFailures(count(told.get(Quantity.FAILURES)))
                .setThrottled(count(told.get(Quantity.THROTTLED)))
                .setInputTokens(count(told.get(Quantity.INPUT_TOKENS)))
                .setCachedInputTokens(count(told.get(Quantity.CACHED_INPUT_TOKENS)))
                .setOutputTokens(count(told.get(Quantity.OUTPUT_TOKENS)))
                .setTotalTokens(count(told.get(Quantity.TOTAL_TOKENS)))
                .setLatencyMeanSeconds(mean(told.get(Quantity.LATENCY)))
                .setTtftMeanSeconds(mean(told.get(Quantity.TTFT)))
                .build();
    }

    private static @Nullable Long count(@Nullable Sum sum) {
        return sum == null ? null : Long.valueOf(Math.round(sum.value));
    }

    private static @Nullable Double mean(@Nullable Sum sum) {
        return sum == null ? null : Double.valueOf(sum.value / sum.weight);
    }
}
