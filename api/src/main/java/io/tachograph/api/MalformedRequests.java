package io.tachograph.api;

import io.tachograph.api.answer.Problem;
import io.tachograph.api.metrics.HttpMetrics;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what the server refuses before any route sees it, such as a path with %00 or one of 10 kB. */
final class MalformedRequests extends ErrorHandler {
    private final HttpMetrics metrics;

    MalformedRequests(HttpMetrics metrics) {
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
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        response.write(true, ByteBuffer.wrap(problem(status).toBytes()), callback);
    }

    private static Problem problem(int status) {
        String detail =
                switch (status) {
                    case 414 -> "The request's path and query are too long.";
                    case 431 -> "The request's headers are too long.";
                    default ->
                        status < 500
                                ? "The request is malformed, its path or a header is not what HTTP allows."
                                : "The server failed to answer; its log says why.";
                };
        return Problem.of(status, detail);
    }
}
