package io.tachograph.jobs.sample;

import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.windows.InvalidRecordException;
import java.io.Serializable;
import org.apache.avro.specific.SpecificRecord;

/** Makes an event of a record that could be decoded. */
@FunctionalInterface
public interface RecordReader<V> extends Serializable {
    /** @throws InvalidRecordException when the record cannot be true, or does not belong on the topic */
    TopicEvent<V> read(SpecificRecord value, int partition, long offset) throws InvalidRecordException;
}
