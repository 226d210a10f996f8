package io.tachograph.api;

import io.tachograph.api.metrics.HttpMetrics;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what the server refuses before any route sees it, such as a path with %00 or one of 10 kB. Thread-safe. */
public final class MalformedRequests extends ErrorHandler {
    private final HttpMetrics metrics;
    private final String contentType;
    private final IntFunction<byte[]> bodyOfStatus;

    /** @param bodyOfStatus the body of an answer with this status, of {@code contentType} */
    public MalformedRequests(HttpMetrics metrics, String contentType, IntFunction<byte[]> bodyOfStatus) {
        this.metrics = metrics;
        this.contentType = contentType;
        this.bodyOfStatus = bodyOfStatus;
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
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.write(true, ByteBuffer.wrap(bodyOfStatus.apply(status)), callback);
    }
}
