package io.tachograph.collectors.source.otlp;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * How a request is written, and so its answer: of the three ways of OTLP.
 *
 * @param gzip whether its body is compressed; by gRPC each message says so itself
 */
record RequestForm(Kind kind, boolean gzip) {
    private static final String HTTP_PATH = "/v1/traces";
    private static final String GRPC_PATH = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private static final String GRPC_ENCODING = "grpc-encoding";
    private static final int GRPC_HEAD_BYTES = 5;

    /** Ways to write messages. */
    enum Kind {
        PROTOBUF,
        JSON,
        GRPC;

        boolean takes(String type) {
            return switch (this) {
                case PROTOBUF -> type.equals("application/x-protobuf");
                case JSON -> type.equals("application/json");
                case GRPC -> type.equals("application/grpc") || type.equals("application/grpc+proto");
            };
        }
    }

    /** As far as its head tells; of what is none of these, the one in which its sender may read an answer. */
    static Kind kindOf(HttpRequest head, boolean http2) {
        String type = contentType(head);
        if (http2 && type.startsWith("application/grpc")) {
            return Kind.GRPC;
        }
        return Kind.JSON.takes(type) ? Kind.JSON : Kind.PROTOBUF;
    }

    /** @throws RefusedException when it is for something else, or written in another way */
    static RequestForm of(HttpRequest head, Kind kind) throws RefusedException {
        String path = head.uri().split("\\?", 2)[0];
        if (!path.equals(kind == Kind.GRPC ? GRPC_PATH : HTTP_PATH)
                || !head.method().equals(HttpMethod.POST)) {
            throw new RefusedException(Refusal.UNKNOWN_PATH);
        }
        String type = contentType(head);
        if (!kind.takes(type)) {
            throw new RefusedException(Refusal.UNKNOWN_FORM);
        }
        String encoding =
                head.headers().get(kind == Kind.GRPC ? GRPC_ENCODING : HttpHeaderNames.CONTENT_ENCODING.toString());
        boolean gzip = "gzip".equalsIgnoreCase(encoding);
        if (!gzip && encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RefusedException(Refusal.UNKNOWN_FORM);
        }
        return new RequestForm(kind, gzip);
    }

    private static String contentType(HttpRequest head) {
        @Nullable String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE);
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** @throws RefusedException when the body is no such request, or would have more bytes than it may */
    ExportTraceServiceRequest read(byte[] body, int mostBytes) throws RefusedException {
        try {
            return switch (kind) {
                case PROTOBUF -> ExportTraceServiceRequest.parseFrom(inflated(body, gzip, mostBytes));
                case JSON -> JsonSpans.read(inflated(body, gzip, mostBytes));
                case GRPC -> ExportTraceServiceRequest.parseFrom(message(body, mostBytes));
            };
        } catch (IOException e) {
            throw new RefusedException(Refusal.MALFORMED);
        }
    }

    /** The one message of a call: whether it is compressed, its length, itself. */
    private byte[] message(byte[] body, int mostBytes) throws IOException, RefusedException {
        if (body.length < GRPC_HEAD_BYTES || length(body) != body.length - GRPC_HEAD_BYTES) {
            throw new IOException("not one whole message");
        }
        boolean compressed = body[0] == 1;
        if (compressed && !gzip) {
            throw new RefusedException(Refusal.UNKNOWN_FORM);
        }
        return inflated(Arrays.copyOfRange(body, GRPC_HEAD_BYTES, body.length), compressed, mostBytes);
    }

    private static long length(byte[] body) {
        return (body[1] & 0xFFL) << 24 | (body[2] & 0xFF) << 16 | (body[3] & 0xFF) << 8 | (body[4] & 0xFF);
    }

    private static byte[] inflated(byte[] bytes, boolean gzip, int mostBytes) throws IOException, RefusedException {
        if (!gzip) {
            return bytes;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] inflated = in.readNBytes(mostBytes + 1);
            if (inflated.length > mostBytes) {
                throw new RefusedException(Refusal.TOO_LARGE);
            }
            return inflated;
        }
    }
}
