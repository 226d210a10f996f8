package io.tachograph.client.endpoint;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a successful answer's {@code Content-Type} says it is. */
enum ContentKind {
    EVENT_STREAM,
    JSON_LINES,
    JSON,
    HTML,
    UNSAID,
    OTHER;

    /** In small letters and without parameters, empty for none. */
    static String mediaType(HttpHeaders headers) {
        @Nullable String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        String said = type == null ? "" : type;
        int end = said.indexOf(';');
        return (end < 0 ? said : said.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    static ContentKind of(HttpHeaders headers) {
        String media = mediaType(headers);
        return switch (media) {
            case "" -> UNSAID;
            case "text/event-stream" -> EVENT_STREAM;
            case "application/json" -> JSON;
            case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/json-lines" ->
                JSON_LINES;
            case "text/html", "application/xhtml+xml" -> HTML;
            default -> media.endsWith("+json") ? JSON : OTHER;
        };
    }
}
