package io.tachograph.jobs.source;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.DeadLetter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Passes values on, sends dead letters aside, and ends the rest, whose work the clock has done. */
public final class DeadLetterSplit<V> extends ProcessFunction<TopicEvent<V>, V> {
    private static final long serialVersionUID = 1L;

    /** Records that do not count. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", VersionedType.of(new DeadLetterFormat()));

    private transient DeadLetterCounters deadLetters;

    @SuppressWarnings("NullAway.Init") // Flink calls open() first.
    public DeadLetterSplit() {}

    @Override
    public void open(OpenContext context) {
        deadLetters = DeadLetterCounters.ofRefusals(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(TopicEvent<V> event, Context context, Collector<V> out) {
        if (event.value() != null) {
            out.collect(event.value());
        } else if (event.deadLetter() != null) {
            deadLetters.count(event.deadLetter().getReason());
            context.output(DEAD_LETTERS, event.deadLetter());
        }
    }
}
