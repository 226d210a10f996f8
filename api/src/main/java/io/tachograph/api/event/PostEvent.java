package io.tachograph.api.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.intake.KafkaIntake;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Event;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Takes an event and puts it onto Kafka, from where all who tell of events have it. Thread-safe. */
public final class PostEvent implements Handler {
    private final KafkaIntake intake;
    private final Clock clock;

    public PostEvent(KafkaIntake intake, Clock clock) {
        this.intake = intake;
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
        intake.check();
        Event event = EventBody.read(ctx, clock.instant());
        intake.put(
                ctx,
                new KafkaIntake.Sent(
                        Topics.EVENTS, event.getSubject(), event, event.getId(), "event.post", Taken.of(event)));
    }
}
