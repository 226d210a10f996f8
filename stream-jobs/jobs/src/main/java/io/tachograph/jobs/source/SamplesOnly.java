package io.tachograph.jobs.source;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.windows.request.RequestSample;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Passes samples on, sends dead letters aside, and ends heartbeats, whose work the clock has done. */
public final class SamplesOnly extends ProcessFunction<SourceEvent, RequestSample> {
    private static final long serialVersionUID = 1L;

    /** Records that do not count. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", VersionedType.of(new DeadLetterFormat()));

    private transient Map<DeadLetterReason, Counter> deadLetters;

    @SuppressWarnings("NullAway.Init") // Flink calls open() first.
    public SamplesOnly() {}

    @Override
    public void open(OpenContext context) {
        deadLetters = new EnumMap<>(DeadLetterReason.class);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            if (reason != DeadLetterReason.LATE) { // Those are told from others by windows, and counted there.
                deadLetters.put(reason, counter(reason));
            }
        }
    }

    @Override
    public void processElement(SourceEvent event, Context context, Collector<RequestSample> out) {
        if (event.sample() != null) {
            out.collect(event.sample());
        } else if (event.deadLetter() != null) {
            deadLetters
                    .computeIfAbsent(event.deadLetter().getReason(), this::counter)
                    .inc();
            context.output(DEAD_LETTERS, event.deadLetter());
        }
    }

    private Counter counter(DeadLetterReason reason) {
        return getRuntimeContext()
                .getMetricGroup()
                .addGroup("reason", reason.name())
                .counter("deadLetters", new SimpleCounter());
    }
}
