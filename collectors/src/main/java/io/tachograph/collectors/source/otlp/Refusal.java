package io.tachograph.collectors.source.otlp;

import java.util.Locale;

/**
 * Why a request was not taken, and how its sender learns of it. Only {@link #BUSY} is to be sent again: gRPC has a status for
 * what is too large (8, RESOURCE_EXHAUSTED), but the SDK for Java repeats that, too.
 */
enum Refusal {
    WRONG_KEY(401, 16, "a known key is needed, as Authorization: Bearer KEY or X-API-Key: KEY"),
    UNKNOWN_PATH(404, 12, "only spans are taken: POST /v1/traces, or TraceService/Export by gRPC"),
    UNKNOWN_FORM(415, 3, "it must be application/x-protobuf, application/json or application/grpc, plain or gzip"),
    TOO_LARGE(413, 3, "the request is larger than max-request-mib: send fewer spans at once"),
    MALFORMED(400, 3, "the body is no request to export spans"),
    TOO_SLOW(408, 3, "the body did not come in time"),
    BUSY(503, 14, "too much is waiting: send it again later");

    private final int httpStatus;
    private final int grpcStatus;
    private final String sentence;

    Refusal(int httpStatus, int grpcStatus, String sentence) {
        this.httpStatus = httpStatus;
        this.grpcStatus = grpcStatus;
        this.sentence = sentence;
    }

    int httpStatus() {
        return httpStatus;
    }

    int grpcStatus() {
        return grpcStatus;
    }

    String sentence() {
        return sentence;
    }

    /** For counters. */
    String key() {
        return "request_" + name().toLowerCase(Locale.ROOT);
    }
}
