package io.tachograph.api.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * A problem detail (RFC 9457).
 *
 * @param type {@code about:blank}: the status says all there is to say about the type
 * @param title name of the status
 * @param status HTTP status
 * @param detail one sentence for the caller
 * @param parameter which parameter, or property of the body, is wrong; null where it is none
 * @param allowedStep the shortest step that would be allowed, null where that is not the problem
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String parameter,
        @JsonProperty("allowed_step") @Nullable String allowedStep) {
    public static final String CONTENT_TYPE = "application/problem+json";

    /** A problem whose type is its status. */
    public static Problem of(int status, String detail) {
        return new Problem("about:blank", HttpStatus.forStatus(status).getMessage(), status, detail, null, null);
    }

    /** The same, of one parameter. */
    public Problem withParameter(String name) {
        return new Problem(type, title, status, detail, name, allowedStep);
    }

    /** The same, with the shortest step that would do. */
    public Problem withAllowedStep(String step) {
        return new Problem(type, title, status, detail, parameter, step);
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
