package io.tachograph.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.client.endpoint.ApiResource;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that the gateway gives itself.
 *
 * @param status its HTTP status
 * @param headers besides those of its body
 * @param body a JSON object
 */
record Reply(int status, Map<String, String> headers, ObjectNode body) {
    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply ok(ObjectNode body) {
        return new Reply(200, Map.of(), body);
    }

    /**
     * A refusal, in the form of the API that was called.
     *
     * @param resource what was called, null for an unknown one
     * @param code OpenAI's, such as {@code model_not_found}
     */
    static Reply refusal(@Nullable ApiResource resource, int status, String code, String sentence) {
        return refusal(resource, status, code, sentence, Map.of());
    }

    static Reply refusal(
            @Nullable ApiResource resource, int status, String code, String sentence, Map<String, String> headers) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (resource == ApiResource.MESSAGES) {
            body.put("type", "error");
            error.put("type", typeOfAnthropic(status)).put("message", sentence);
        } else {
            error.put("message", sentence)
                    .put("type", status < 500 ? "invalid_request_error" : "server_error")
                    .putNull("param")
                    .put("code", code);
        }
        body.set("error", error);
        return new Reply(status, headers, body);
    }

    private static String typeOfAnthropic(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    byte[] bytes() {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
