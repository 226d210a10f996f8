package io.tachograph.collectors.publish;

import org.apache.avro.specific.SpecificRecord;

/**
 * Where records leave the collectors. Publishing never blocks: what cannot be taken is dropped and counted. Events of
 * one target, or one GPU, leave in the order in which they were published. Thread-safe.
 */
public interface EventPublisher {
    /** @throws IllegalArgumentException when records of this type have no topic */
    void publish(SpecificRecord event);
}
