package io.tachograph.api.event;

import io.javalin.http.Context;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.api.request.RequestBody;
import io.tachograph.schemas.avro.Event;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.inventory.InventoryRows;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads an event from a request's body. */
final class EventBody {
    private static final int LONGEST = 16_384;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,99}");
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private EventBody() {}

    /**
     * The event, with an id whether or not one was given.
     *
     * @throws RefusedRequestException in one sentence, when it is none that the table of events would take
     */
    static Event read(Context ctx, Instant now) throws IOException {
        RequestBody body = RequestBody.read(
                ctx,
                LONGEST,
                "{\"kind\": \"deploy\", \"subject\": …, \"text\": …}",
                List.of("id", "kind", "subject", "text", "started_at", "ended_at", "tags"));
        Event event = Event.newBuilder()
                .setId(body.textIfAny("id").map(EventBody::id).orElseGet(() -> "e-" + UUID.randomUUID()))
                .setKind(kind(body.text("kind")))
                .setSubject(body.textIfAny("subject").orElse(""))
                .setText(sentence(body.text("text")))
                .setTags(body.texts("tags"))
                .setStartedAtMicros(micros(body.time("started_at").orElse(now)))
                .setEndedAtMicros(body.time("ended_at").map(EventBody::micros).orElse(null))
                .setSource("api")
                .setAssertedAtMicros(micros(now))
                .build();
        try {
            InventoryRows.of(event);
        } catch (InvalidRecordException e) {
            throw new RefusedRequestException(Problem.of(400, "No such event can be: " + e.getMessage() + "."));
        }
        return event;
    }

    private static String id(String text) {
        if (!ID.matcher(text).matches()) {
            throw RefusedRequestException.parameter(
                    "id", "id has 1 to 100 letters, digits and . _ : / @ -, the first a letter or digit.");
        }
        return text;
    }

    private static String kind(String text) {
        if (!KIND.matcher(text).matches()) {
            throw RefusedRequestException.parameter(
                    "kind", "kind is a word of at most 64 small letters, digits and underscores, deploy for example.");
        }
        return text;
    }

    private static String sentence(String text) {
        if (text.isBlank()) {
            throw RefusedRequestException.parameter("text", "text is a sentence for people.");
        }
        return text;
    }

    private static long micros(Instant time) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, time);
        } catch (ArithmeticException e) {
            throw new RefusedRequestException(Problem.of(400, "A time is beyond all calendars."));
        }
    }
}
