package io.tachograph.client.endpoint;

/** What a successful answer looks like, and how it is cut into chunks. */
public enum AnswerFormat {
    /** Server-sent events; each event is a chunk. */
    EVENTS("text/event-stream"),
    /** JSON objects, each ended by a line feed or a NUL; each is a chunk. */
    LINES("application/x-ndjson"),
    /** One JSON object, which is the only chunk. Has no stamps but its end. */
    WHOLE("application/json");

    private final String accept;

    AnswerFormat(String accept) {
        this.accept = accept;
    }

    /** Value of the {@code Accept} header. */
    String accept() {
        return accept;
    }

    /** The kind of an answer that is what was asked for. */
    ContentKind kind() {
        return switch (this) {
            case EVENTS -> ContentKind.EVENT_STREAM;
            case LINES -> ContentKind.JSON_LINES;
            case WHOLE -> ContentKind.JSON;
        };
    }

    /** Why an answer of another kind is not what was asked for. */
    String objection(ContentKind came) {
        return switch (came) {
            case EVENT_STREAM -> "a stream of events came, though " + wanted() + " was asked for";
            case JSON_LINES -> "a stream of JSON lines came, though " + wanted() + " was asked for";
            case JSON -> "a stream was asked for, and one JSON object came";
            case HTML -> "an HTML page came instead of an answer; is the URL the base URL of an API?";
            case UNSAID, OTHER -> "the answer is neither JSON nor a stream of events or JSON lines";
        };
    }

    private String wanted() {
        return switch (this) {
            case EVENTS -> "one of events";
            case LINES -> "one of JSON lines";
            case WHOLE -> "none";
        };
    }
}
