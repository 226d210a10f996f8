package io.tachograph.api.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** Writes JSON as this API does: UTF-8, nulls written out. Thread-safe. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** Answers with a body of type {@code application/json}. */
    public static void send(Context ctx, int status, Object body) {
        send(ctx, status, "application/json", body);
    }

    static void send(Context ctx, int status, String contentType, Object body) {
        ctx.status(status).contentType(contentType).result(bytes(body));
    }

    /** As text. */
    public static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** As UTF-8. */
    public static byte[] bytes(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("This answer cannot be written as JSON.", e);
        }
    }
}
