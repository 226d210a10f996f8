package io.tachograph.client.endpoint;

import org.jspecify.annotations.Nullable;

/** What a successful answer looks like, and how it is cut into chunks. */
public enum AnswerForm {
    /** Server-sent events; each event is a chunk. */
    EVENTS("text/event-stream"),
    /** JSON objects, each ended by a line feed or a NUL; each is a chunk. */
    LINES("application/x-ndjson"),
    /** One JSON object, which is the only chunk. Has no stamps but its end. */
    WHOLE("application/json");

    private final String accept;

    AnswerForm(String accept) {
        this.accept = accept;
    }

    /** Value of the {@code Accept} header. */
    String accept() {
        return accept;
    }

    /** Why an answer of the kind cannot be what was asked for, null when it can. */
    @Nullable
    String objection(AnswerKind kind) {
        return switch (kind) {
            case UNSAID -> null;
            case EVENT_STREAM -> this == EVENTS ? null : "a stream of events came, though none was asked for";
            case JSON_LINES -> this == LINES ? null : "a stream of JSON lines came, though none was asked for";
            case JSON -> this == WHOLE ? null : "a stream was asked for, and one JSON object came";
            case HTML -> "an HTML page came instead of an answer; is the URL the base URL of an API?";
            case OTHER -> "the answer's content type is neither JSON nor a stream of events or JSON lines";
        };
    }
}
