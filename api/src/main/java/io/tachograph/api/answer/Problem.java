package io.tachograph.api.answer;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/**
 * A problem detail (RFC 9457).
 *
 * @param type {@code about:blank}: the status says all there is to say about the type
 * @param title name of the status
 * @param status HTTP status
 * @param detail one sentence for the caller
 */
public record Problem(String type, String title, int status, String detail) {
    public static final String CONTENT_TYPE = "application/problem+json";

    /** A problem whose type is its status. */
    public static Problem of(int status, String detail) {
        return new Problem("about:blank", HttpStatus.forStatus(status).getMessage(), status, detail);
    }

    /** Answers with this problem and its status. */
    public void send(Context ctx) {
        Json.send(ctx, status, CONTENT_TYPE, this);
    }

    /** The body of the answer. */
    public byte[] toBytes() {
        return Json.bytes(this);
    }
}
