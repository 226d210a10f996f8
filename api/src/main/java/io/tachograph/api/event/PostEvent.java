package io.tachograph.api.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Json;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.audit.AuditLog;
import io.tachograph.api.caller.Caller;
import io.tachograph.kafka.RecordWriter;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.codec.RecordEncoder;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an event and puts it onto Kafka, from where all who tell of events have it. Thread-safe. */
public final class PostEvent implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(PostEvent.class);

    private final RecordEncoder<Event> encoder = new RecordEncoder<>(Event.getClassSchema());
    private final @Nullable RecordWriter kafka;
    private final AuditLog audit;
    private final Clock clock;

    /** @param kafka null where none is named; then every event is refused */
    public PostEvent(@Nullable RecordWriter kafka, AuditLog audit, Clock clock) {
        this.kafka = kafka;
        this.audit = audit;
        this.clock = clock;
    }

    private record Taken(
            String id, @JsonProperty("started_at") String startedAt) {
        static Taken of(Event event) {
            return new Taken(
                    event.getId(),
                    Instant.EPOCH
                            .plus(event.getStartedAtMicros(), ChronoUnit.MICROS)
                            .toString());
        }
    }

    @Override
    public void handle(Context ctx) throws IOException {
        if (kafka == null) {
            Problem.of(
                            503,
                            "This API takes no events, for it knows no Kafka: start it with --kafka, or set"
                                    + " kafka.bootstrap-servers.")
                    .send(ctx);
            return;
        }
        Event event = EventBody.read(ctx, clock.instant());
        Caller caller = Caller.of(ctx);
        ctx.future(() -> kafka.write(Topics.EVENTS.name(), event.getSubject(), encoder.encode(event))
                .handle((written, failure) -> {
                    if (failure == null) {
                        audit.done(ctx, caller.id(), "event.post", event.getId());
                        Json.send(ctx, 202, Taken.of(event));
                    } else {
                        LOG.warn("An event could not be put onto Kafka: {}", failure.getMessage());
                        ctx.header("Retry-After", "10");
                        Problem.of(
                                        503,
                                        "Kafka did not take the event in time: send it again with the id "
                                                + event.getId() + ", and it counts once.")
                                .send(ctx);
                    }
                    return null;
                }));
    }
}
