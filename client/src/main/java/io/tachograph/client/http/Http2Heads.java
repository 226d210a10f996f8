package io.tachograph.client.http;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.HttpConversionUtil;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers of HTTP/2 from and to those that the rest of this client knows. */
final class Http2Heads {
    private static final AsciiString HTTP = AsciiString.cached("http");
    private static final AsciiString HTTPS = AsciiString.cached("https");

    private Http2Heads() {}

    static Http2Headers of(HttpCall call, HttpEndpoint endpoint, int bodyBytes) {
        Http2Headers headers = new DefaultHttp2Headers(false, call.headers().size() + 5);
        // Leaves out what belongs to a connection of HTTP/1.1, and writes names in small letters.
        HttpConversionUtil.toHttp2Headers(call.headers(), headers);
        @Nullable CharSequence host = headers.getAndRemove(HttpHeaderNames.HOST);
        headers.method(call.method().asciiName())
                .scheme(endpoint.tls() ? HTTPS : HTTP)
                .authority(host == null ? endpoint.hostHeader() : host)
                .path(call.path());
        if (bodyBytes > 0) {
            headers.setInt(HttpHeaderNames.CONTENT_LENGTH, bodyBytes);
        }
        return headers;
    }

    /** 0 if there is none. */
    static int status(Http2Headers headers) {
        @Nullable CharSequence status = headers.status();
        return status != null && status.length() == 3 && status.chars().allMatch(Character::isDigit)
                ? Integer.parseInt(status.toString())
                : 0;
    }

    /** Without the pseudo headers. */
    static HttpHeaders plain(Http2Headers headers) {
        HttpHeaders plain =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            if (header.getKey().charAt(0) != ':') {
                plain.add(header.getKey(), header.getValue());
            }
        }
        return plain;
    }
}
