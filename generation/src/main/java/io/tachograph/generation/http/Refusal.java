package io.tachograph.generation.http;

import io.javalin.http.Context;
import io.tachograph.api.answer.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request is refused: its status, and a sentence for the caller. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    /** A parameter of the body that is wrong. */
    static Refusal parameter(String sentence) {
        return new Refusal(400, sentence);
    }

    /** Of a limit or a budget; headers say which. */
    static Refusal tooMuch() {
        return new Refusal(429, "Rate limit exceeded");
    }

    static Refusal notFound() {
        return new Refusal(404, "Task not found");
    }

    void send(Context ctx) {
        send(ctx, status, String.valueOf(getMessage()));
    }

    static void send(Context ctx, int status, String sentence) {
        Json.send(ctx, status, body(status, sentence));
    }

    /** The form of every error of this API. */
    static Map<String, Object> body(int status, String sentence) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", sentence);
        body.put("status_code", status);
        return body;
    }
}
