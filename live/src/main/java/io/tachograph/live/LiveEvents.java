package io.tachograph.live;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Event;
import java.util.LinkedHashSet;

/** The newest events, at most {@value #MOST} of them, each in its latest state. Not thread-safe. */
final class LiveEvents {
    static final int MOST = 1_000;

    private final NewestByKey<String, Event> newest = new NewestByKey<>();
    private final LinkedHashSet<String> byArrival = new LinkedHashSet<>();

    /** Takes an event that was read, unless a later state of it is known. */
    void put(Event event, int partition, long offset) {
        String id = idOf(event);
        Event known = newest.get(id);
        if (known != null && known.getAssertedAtMicros() > event.getAssertedAtMicros()) {
            return;
        }
        newest.put(id, event, partition, offset);
        byArrival.remove(id);
        byArrival.add(id);
        if (newest.size() > MOST) {
            String oldest = byArrival.iterator().next();
            byArrival.remove(oldest);
            newest.forget(oldest);
        }
    }

    NewestByKey<String, Event> newest() {
        return newest;
    }

    /** As its row has it. */
    static String idOf(Event event) {
        return event.getId().isEmpty()
                ? Topics.eventId(event.getKind(), event.getSubject(), event.getStartedAtMicros())
                : event.getId();
    }
}
