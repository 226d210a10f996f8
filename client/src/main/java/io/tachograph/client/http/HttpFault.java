package io.tachograph.client.http;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.ContentLengthNotAllowedException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is wrong with an answer that is no HTTP/1.1, in words about the answer; nothing of it is quoted. */
final class HttpFault {
    private HttpFault() {}

    static String of(Throwable failure) {
        if (failure instanceof ContentLengthNotAllowedException) {
            return "its head says both Content-Length and Transfer-Encoding: chunked";
        }
        if (failure instanceof TooLongFrameException) {
            return "its head is too long";
        }
        String told = said(failure).toLowerCase(Locale.ROOT);
        if (told.contains("content-length") || told.contains("content length")) {
            return "its Content-Length is no length";
        }
        return told.contains("version") ? "it does not begin with a version of HTTP" : "its head is malformed";
    }

    private static String said(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? "" : message;
    }
}
