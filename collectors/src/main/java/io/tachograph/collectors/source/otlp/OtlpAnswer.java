package io.tachograph.collectors.source.otlp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedOutputStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers in the form of their request. By gRPC the status comes after the message, in the trailers. */
final class OtlpAnswer {
    private static final String INVALID =
            " spans of model calls were left out: they lack a model, an id or a time, or have a name that is too long";
    /** Of {@code google.rpc.Status}, which errors are by HTTP. */
    private static final int STATUS_CODE_FIELD = 1;

    private static final int STATUS_MESSAGE_FIELD = 2;

    private OtlpAnswer() {}

    /** The request was taken, but for spans that are invalid. */
    static FullHttpResponse taken(RequestForm.Kind kind, TracedBatch batch) {
        return switch (kind) {
            case PROTOBUF -> http(200, "application/x-protobuf", protobuf(batch).toByteArray());
            case JSON -> http(200, "application/json", json(batch));
            case GRPC -> {
                byte[] message = protobuf(batch).toByteArray();
                ByteBuf framed = Unpooled.buffer(5 + message.length)
                        .writeByte(0)
                        .writeInt(message.length)
                        .writeBytes(message);
                yield grpc(framed, 0, "");
            }
        };
    }

    static FullHttpResponse refused(RequestForm.Kind kind, Refusal refusal) {
        FullHttpResponse answer =
                switch (kind) {
                    case PROTOBUF -> http(refusal.httpStatus(), "application/x-protobuf", status(refusal));
                    case JSON ->
                        http(refusal.httpStatus(), "application/json", text(object("message", refusal.sentence())));
                    case GRPC -> grpc(Unpooled.EMPTY_BUFFER, refusal.grpcStatus(), refusal.sentence());
                };
        if (refusal == Refusal.BUSY && kind != RequestForm.Kind.GRPC) {
            answer.headers().set(HttpHeaderNames.RETRY_AFTER, 1);
        }
        return answer;
    }

    private static ExportTraceServiceResponse protobuf(TracedBatch batch) {
        return batch.invalid() == 0
                ? ExportTraceServiceResponse.getDefaultInstance()
                : ExportTraceServiceResponse.newBuilder()
                        .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                .setRejectedSpans(batch.invalid())
                                .setErrorMessage(batch.invalid() + INVALID))
                        .build();
    }

    private static byte[] json(TracedBatch batch) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (batch.invalid() > 0) {
            // 64 bits are a text in JSON.
            answer.set(
                    "partialSuccess",
                    object("rejectedSpans", Long.toString(batch.invalid()))
                            .put("errorMessage", batch.invalid() + INVALID));
        }
        return text(answer);
    }

    private static ObjectNode object(String key, String value) {
        return JsonNodeFactory.instance.objectNode().put(key, value);
    }

    private static byte[] text(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] status(Refusal refusal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeInt32(STATUS_CODE_FIELD, refusal.grpcStatus());
            out.writeString(STATUS_MESSAGE_FIELD, refusal.sentence());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static FullHttpResponse http(int status, String type, byte[] body) {
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        HttpUtil.setContentLength(answer, body.length);
        return answer;
    }

    private static FullHttpResponse grpc(ByteBuf message, int status, String sentence) {
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, message);
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/grpc");
        answer.trailingHeaders().set("grpc-status", status);
        if (!sentence.isEmpty()) {
            answer.trailingHeaders().set("grpc-message", sentence);
        }
        return answer;
    }
}
