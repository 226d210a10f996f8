package io.tachograph.jobs.source;

import io.tachograph.schemas.avro.DeadLetterReason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/** Counts one operator's dead letters by reason: {@code deadLetters} in a group {@code reason}. Not thread-safe. */
public final class DeadLetterCounters {
    private final MetricGroup group;
    private final Map<DeadLetterReason, Counter> counters = new EnumMap<>(DeadLetterReason.class);

    /** @param expected reasons whose counters are there, at zero, before the first letter */
    public DeadLetterCounters(MetricGroup group, DeadLetterReason... expected) {
        this.group = group;
        for (DeadLetterReason reason : expected) {
            counters.put(reason, counter(reason));
        }
    }

    /** One that a source or its checks refuse; late ones are reported by windows, and counted there. */
    public static DeadLetterCounters ofRefusals(MetricGroup group) {
        return new DeadLetterCounters(
                group,
                DeadLetterReason.OTHER,
                DeadLetterReason.UNREADABLE,
                DeadLetterReason.INVALID,
                DeadLetterReason.FROM_THE_FUTURE);
    }

    public void count(DeadLetterReason reason) {
        counters.computeIfAbsent(reason, this::counter).inc();
    }

    private Counter counter(DeadLetterReason reason) {
        return group.addGroup("reason", reason.name()).counter("deadLetters", new SimpleCounter());
    }
}
