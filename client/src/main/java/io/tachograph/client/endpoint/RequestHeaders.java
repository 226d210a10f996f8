package io.tachograph.client.endpoint;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.tachograph.schemas.TargetConfig;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The headers of a target's requests, made once but for the request's id. Thread-safe. */
final class RequestHeaders {
    /** What servers log of it joins their view of the request with its record. */
    private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");

    /** These say how the request itself is sent. */
    private static final List<AsciiString> NOT_TO_BE_SET = List.of(
            HttpHeaderNames.HOST,
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.CONNECTION);

    private final Map<AnswerFormat, HttpHeaders> ofPosts = new EnumMap<>(AnswerFormat.class);
    private final Map<AnswerFormat, HttpHeaders> ofGets = new EnumMap<>(AnswerFormat.class);
    private final boolean addsId;

    /**
     * @param wanted by the API kind
     * @throws IllegalArgumentException when a header of the target's configuration cannot be sent; does not show its value
     */
    RequestHeaders(TargetConfig target, Map<String, String> wanted) {
        for (AnswerFormat form : AnswerFormat.values()) {
            HttpHeaders get = new DefaultHttpHeaders().set(HttpHeaderNames.ACCEPT, form.accept());
            wanted.forEach((name, value) -> set(target, get, name, value));
            HttpHeaders post = get.copy().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
            target.extras().headers().forEach((name, value) -> {
                set(target, get, name, value);
                set(target, post, name, value);
            });
            ofGets.put(form, get);
            ofPosts.put(form, post);
        }
        addsId = target.extras().headers().keySet().stream().noneMatch(REQUEST_ID::contentEqualsIgnoreCase);
    }

    private static void set(TargetConfig target, HttpHeaders headers, String name, String value) {
        if (NOT_TO_BE_SET.stream().anyMatch(fixed -> fixed.contentEqualsIgnoreCase(name))) {
            throw new IllegalArgumentException(
                    "target " + target.slug() + ": header " + name + " is the client's own and cannot be set");
        }
        try {
            headers.set(name, value);
        } catch (IllegalArgumentException e) {
            // Its message quotes the value, which may be a secret.
            throw new IllegalArgumentException(
                    "target " + target.slug() + ": header '" + name + "' cannot be sent: its name or value holds"
                            + " characters that HTTP does not allow",
                    null);
        }
    }

    HttpHeaders ofPost(AnswerFormat form, UUID id) {
        return with(ofPosts, form, id);
    }

    HttpHeaders ofGet(AnswerFormat form, UUID id) {
        return with(ofGets, form, id);
    }

    private HttpHeaders with(Map<AnswerFormat, HttpHeaders> prepared, AnswerFormat form, UUID id) {
        // What was prepared was checked then.
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory()
                .withValidation(false)
                .newHeaders()
                .add(Objects.requireNonNull(prepared.get(form)));
        return addsId ? headers.add(REQUEST_ID, id.toString()) : headers;
    }
}
