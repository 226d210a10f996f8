package io.tachograph.gateway;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers pass. Of requests those that are known to be meant for the target: a header that nobody knows may hold the
 * caller's key. Of answers all but those that say how the answer itself was sent, and cookies, which are the gateway's.
 */
final class PassedHeaders {
    private static final Set<String> OF_REQUESTS = Set.of(
            "accept",
            "anthropic-beta",
            "anthropic-version",
            "content-type",
            "idempotency-key",
            "openai-beta",
            "traceparent",
            "tracestate",
            "user-agent");
    /** These never pass, whatever the configuration says. */
    private static final Set<String> NEVER = Set.of(
            "api-key",
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-api-key",
            "x-request-id");

    private static final Set<String> NOT_OF_ANSWERS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "set-cookie",
            "set-cookie2",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "www-authenticate");

    private final Set<String> ofRequests = new HashSet<>(OF_REQUESTS);

    /**
     * @param further of requests
     * @throws IllegalArgumentException in one sentence, when one of them may not pass
     */
    PassedHeaders(Set<String> further) {
        for (String name : further) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (NEVER.contains(lower)) {
                throw new IllegalArgumentException("gateway.forward-headers: " + name + " is never passed on");
            }
            ofRequests.add(lower);
        }
    }

    HttpHeaders ofRequest(HttpHeaders all) {
        Set<String> named = namedByConnection(all);
        HttpHeaders passed = new DefaultHttpHeaders();
        for (Map.Entry<String, String> header : all) {
            String lower = header.getKey().toLowerCase(Locale.ROOT);
            if (ofRequests.contains(lower) && !named.contains(lower)) {
                passed.add(header.getKey(), header.getValue());
            }
        }
        return passed;
    }

    /** With its length, where the answer has one. */
    static HttpHeaders ofAnswer(HttpHeaders all) {
        Set<String> named = namedByConnection(all);
        HttpHeaders passed = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        for (Map.Entry<String, String> header : all) {
            String lower = header.getKey().toLowerCase(Locale.ROOT);
            if (!NOT_OF_ANSWERS.contains(lower) && !named.contains(lower)) {
                add(header, passed);
            }
        }
        return passed;
    }

    private static void add(Map.Entry<String, String> header, HttpHeaders passed) {
        try {
            passed.add(header.getKey(), header.getValue());
        } catch (IllegalArgumentException e) {
            // A value that would begin another header here does not pass.
            return;
        }
    }

    private static Set<String> namedByConnection(HttpHeaders all) {
        Set<String> named = new HashSet<>();
        for (String value : all.getAll("connection")) {
            for (String name : value.split(",", -1)) {
                named.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }
}
