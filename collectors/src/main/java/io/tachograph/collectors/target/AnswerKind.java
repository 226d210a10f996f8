package io.tachograph.collectors.target;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a successful answer's {@code Content-Type} says it is. */
enum AnswerKind {
    EVENT_STREAM,
    JSON,
    HTML,
    UNSAID,
    OTHER;

    static AnswerKind of(HttpHeaders headers) {
        @Nullable String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        if (type == null || type.isBlank()) {
            return UNSAID;
        }
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (media.equals("text/event-stream")) {
            return EVENT_STREAM;
        }
        if (media.equals("application/json") || media.endsWith("+json")) {
            return JSON;
        }
        return media.equals("text/html") || media.equals("application/xhtml+xml") ? HTML : OTHER;
    }

    /** Why an answer of this kind cannot be what was asked for, null when it can. */
    @Nullable
    String objection(boolean streamed) {
        return switch (this) {
            case UNSAID -> null;
            case EVENT_STREAM -> streamed ? null : "a stream of events came, though none was asked for";
            case JSON -> streamed ? "a stream was asked for, and one JSON object came" : null;
            case HTML -> "an HTML page came instead of an answer; is the URL the base URL of an API?";
            case OTHER -> "the answer's content type is neither JSON nor a stream of events";
        };
    }
}
