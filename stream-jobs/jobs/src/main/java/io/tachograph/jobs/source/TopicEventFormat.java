package io.tachograph.jobs.source;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How a {@link TopicEvent} is written where the source is not chained to what follows it. Never kept in state: it has no
 * constructor without parameters, without which a checkpoint refuses it.
 */
public final class TopicEventFormat<V> implements BinaryFormat<TopicEvent<V>> {
    private static final long serialVersionUID = 1L;

    private final BinaryFormat<V> values;
    private final DeadLetterFormat deadLetters = new DeadLetterFormat();

    public TopicEventFormat(BinaryFormat<V> values) {
        this.values = values;
    }

    @Override
    @SuppressWarnings("unchecked") // Flink asks for the class, which knows no parameters.
    public Class<TopicEvent<V>> type() {
        return (Class<TopicEvent<V>>) (Class<?>) TopicEvent.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(TopicEvent<V> event, DataOutput out) throws IOException {
        out.writeLong(event.clockMillis());
        out.writeBoolean(event.value() != null);
        if (event.value() != null) {
            values.write(event.value(), out);
        }
        out.writeBoolean(event.deadLetter() != null);
        if (event.deadLetter() != null) {
            deadLetters.write(event.deadLetter(), out);
        }
    }

    @Override
    public TopicEvent<V> read(int version, DataInput in) throws IOException {
        return new TopicEvent<>(
                in.readLong(),
                in.readBoolean() ? values.read(values.version(), in) : null,
                in.readBoolean() ? deadLetters.read(deadLetters.version(), in) : null);
    }

    @Override
    public TopicEvent<V> copy(TopicEvent<V> event) {
        return event;
    }

    @Override
    public BinaryFormat<TopicEvent<V>> duplicate() {
        return new TopicEventFormat<>(values.duplicate());
    }
}
