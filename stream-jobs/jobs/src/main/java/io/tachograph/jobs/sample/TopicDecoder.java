package io.tachograph.jobs.sample;

import io.tachograph.jobs.source.DeadLetters;
import io.tachograph.jobs.source.MessageDecoder;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.jobs.source.TopicEventFormat;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.windows.InvalidRecordException;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads a topic of samples. */
final class TopicDecoder<V> extends MessageDecoder<V> {
    private static final long serialVersionUID = 1L;

    /** How far an agent's clock may be ahead of the broker's: a reading from 2099 must not move the stream's clock. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private final RecordReader<V> reader;
    private final TopicEventFormat<V> format;
    private transient @Nullable RecordDecoder decoder;

    TopicDecoder(RecordReader<V> reader, TopicEventFormat<V> format) {
        this.reader = reader;
        this.format = format;
    }

    @Override
    protected TopicEvent<V> read(ConsumerRecord<byte[], byte[]> message)
            throws UnreadableRecordException, InvalidRecordException {
        RecordDecoder records = decoder == null ? new RecordDecoder() : decoder;
        decoder = records;
        TopicEvent<V> event = reader.read(records.decode(message.value()), message.partition(), message.offset());
        return DeadLetters.unlessFromTheFuture(event, message, event.clockMillis(), CLOCK_TOLERANCE, "read at");
    }

    @Override
    public TypeInformation<TopicEvent<V>> getProducedType() {
        return VersionedType.of(format);
    }
}
