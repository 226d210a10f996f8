package io.tachograph.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A refusal in vLLM's shape: one object {@code error} whose code is a number. */
record ApiError(
        int status, String type, String message, @Nullable String param) {

    static ApiError badRequest(String message, @Nullable String param) {
        return new ApiError(400, "BadRequestError", message, param);
    }

    static ApiError unknownModel(String model) {
        return new ApiError(404, "NotFoundError", "The model `" + model + "` does not exist.", "model");
    }

    static ApiError notFound() {
        return new ApiError(404, "Not Found", "Not Found", null);
    }

    static ApiError methodNotAllowed() {
        return new ApiError(405, "Method Not Allowed", "Method Not Allowed", null);
    }

    static ApiError tooLarge(int maxBytes) {
        String message = "The request body is larger than " + maxBytes + " bytes.";
        return new ApiError(413, "Request Entity Too Large", message, null);
    }

    static ApiError rateLimited() {
        return new ApiError(429, "RateLimitError", "Too many requests, try again in 1 second.", null);
    }

    static ApiError internal() {
        return new ApiError(500, "InternalServerError", "EngineCore encountered an issue.", null);
    }

    /** The error that some engines report inside a stream that had begun well. */
    static ApiError midStream() {
        return badRequest("The engine failed while it was answering.", null);
    }

    String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", status);
        return root.toString();
    }
}
