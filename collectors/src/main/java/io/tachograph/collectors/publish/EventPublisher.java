package io.tachograph.collectors.publish;

import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.RequestTiming;

/**
 * Where records leave the collectors. Publishing never blocks and never throws: what cannot be taken is dropped and
 * counted. Events of one target leave in the order in which they were published. Thread-safe.
 */
public interface EventPublisher {
    void publish(RequestTiming timing);

    void publish(Heartbeat heartbeat);
}
