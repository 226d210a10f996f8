package io.tachograph.collectors.source.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Spans as instrumentations make them. */
final class Spans {
    /** 2026-11-30T12:00:00Z. */
    static final long NOON_SECONDS = 1_796_040_000L;

    static final long SECOND = 1_000_000_000L;

    private Spans() {}

    /** A call of {@code atlas-8b} that took 1.5 s, with nothing but what the conventions require. */
    static Span.Builder call(long number) {
        return Span.newBuilder()
                .setTraceId(ByteString.copyFrom(
                        ByteBuffer.allocate(16).putLong(7).putLong(number).array()))
                .setSpanId(ByteString.copyFrom(
                        ByteBuffer.allocate(8).putLong(number).array()))
                .setName("chat atlas-8b")
                .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                .setStartTimeUnixNano(NOON_SECONDS * SECOND)
                .setEndTimeUnixNano(NOON_SECONDS * SECOND + 3 * SECOND / 2)
                .addAttributes(text("gen_ai.operation.name", "chat"))
                .addAttributes(text("gen_ai.provider.name", "vllm"))
                .addAttributes(text("gen_ai.request.model", "atlas-8b"))
                .addAttributes(text("server.address", "gpu-1"))
                .addAttributes(number("server.port", 8000));
    }

    static Span.Builder failed(Span.Builder span) {
        return span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    }

    static KeyValue text(String key, String value) {
        return attribute(key, AnyValue.newBuilder().setStringValue(value));
    }

    static KeyValue number(String key, long value) {
        return attribute(key, AnyValue.newBuilder().setIntValue(value));
    }

    static KeyValue number(String key, double value) {
        return attribute(key, AnyValue.newBuilder().setDoubleValue(value));
    }

    static KeyValue flag(String key, boolean value) {
        return attribute(key, AnyValue.newBuilder().setBoolValue(value));
    }

    static KeyValue texts(String key, String... values) {
        List<AnyValue> all = Arrays.stream(values)
                .map(value -> AnyValue.newBuilder().setStringValue(value).build())
                .toList();
        return attribute(
                key, AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addAllValues(all)));
    }

    private static KeyValue attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    /** Of the application {@code shop}. */
    static ExportTraceServiceRequest request(Span.Builder... spans) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        var resource = request.addResourceSpansBuilder();
        resource.getResourceBuilder().addAttributes(text("service.name", "shop"));
        var scope = resource.addScopeSpansBuilder();
        for (Span.Builder span : spans) {
            scope.addSpans(span);
        }
        return request.build();
    }
}
