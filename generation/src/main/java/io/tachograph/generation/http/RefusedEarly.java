package io.tachograph.generation.http;

import io.tachograph.api.answer.Json;
import io.tachograph.api.metrics.HttpMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what the server refuses before any route sees it, such as a path of 10 kB. */
final class RefusedEarly extends ErrorHandler {
    private final HttpMetrics metrics;

    RefusedEarly(HttpMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String reason,
            @Nullable Throwable cause,
            Callback callback) {
        metrics.answered(HttpMetrics.UNMATCHED, request.getMethod(), status, 0);
        String sentence = status < 500 ? "The request is not what HTTP allows" : "Internal server error";
        byte[] body = Json.text(Refusal.body(status, sentence)).getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
