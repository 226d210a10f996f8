package io.tachograph.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.schemas.avro.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Events as JSON. */
final class EventJson {
    private EventJson() {}

    static ObjectNode of(Event event) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", LiveEvents.idOf(event))
                .put("kind", event.getKind())
                .put("subject", event.getSubject())
                .put("started_at", time(event.getStartedAtMicros()))
                .put("ended_at", time(event.getEndedAtMicros()))
                .put("text", event.getText())
                .put("source", event.getSource());
        ArrayNode tags = json.putArray("tags");
        event.getTags().forEach(tags::add);
        return json;
    }

    private static @Nullable String time(@Nullable Long micros) {
        return micros == null
                ? null
                : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
