package io.tachograph.collectors.agent;

import io.tachograph.collectors.publish.EventPublisher;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.RequestTiming;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;

/** Keeps everything, in the order in which it was published. */
class RecordingPublisher implements EventPublisher {
    final List<SpecificRecord> events = new CopyOnWriteArrayList<>();

    @Override
    public void publish(SpecificRecord event) {
        events.add(event);
    }

    List<RequestTiming> timings() {
        return events.stream()
                .filter(RequestTiming.class::isInstance)
                .map(RequestTiming.class::cast)
                .toList();
    }

    List<Heartbeat> heartbeats() {
        return events.stream()
                .filter(Heartbeat.class::isInstance)
                .map(Heartbeat.class::cast)
                .toList();
    }
}
