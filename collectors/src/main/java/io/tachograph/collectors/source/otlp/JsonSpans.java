package io.tachograph.collectors.source.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Spans as OTLP writes them in JSON: not as Protobuf does, for ids are in hexadecimal digits and enums are numbers. What is
 * not of the form that it should have is left out, as if it had not been sent; whether that matters shows later.
 */
final class JsonSpans {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonSpans() {}

    /** @throws IOException when it is no JSON */
    static ExportTraceServiceRequest read(byte[] body) throws IOException {
        JsonNode root = JSON.readTree(body);
        if (root == null || !root.isObject()) {
            throw new IOException("no object");
        }
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (JsonNode resource : root.path("resourceSpans")) {
            ResourceSpans.Builder spans = request.addResourceSpansBuilder();
            spans.getResourceBuilder()
                    .addAllAttributes(attributes(resource.path("resource").path("attributes")));
            for (JsonNode scope : resource.path("scopeSpans")) {
                ScopeSpans.Builder scoped = spans.addScopeSpansBuilder();
                scope.path("spans").forEach(span -> scoped.addSpans(span(span)));
            }
        }
        return request.build();
    }

    private static Span span(JsonNode json) {
        return Span.newBuilder()
                .setTraceId(id(json.path("traceId")))
                .setSpanId(id(json.path("spanId")))
                .setKindValue(json.path("kind").asInt())
                .setStartTimeUnixNano(nanos(json.path("startTimeUnixNano")))
                .setEndTimeUnixNano(nanos(json.path("endTimeUnixNano")))
                .addAllAttributes(attributes(json.path("attributes")))
                .setStatus(Status.newBuilder()
                        .setCodeValue(json.path("status").path("code").asInt()))
                .build();
    }

    private static ByteString id(JsonNode json) {
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(json.asText()));
        } catch (IllegalArgumentException e) {
            return ByteString.EMPTY;
        }
    }

    /** Numbers of 64 bits are texts, for JavaScript has none. */
    private static long nanos(JsonNode json) {
        return json.asLong();
    }

    private static List<KeyValue> attributes(JsonNode json) {
        List<KeyValue> attributes = new ArrayList<>();
        for (JsonNode attribute : json) {
            attributes.add(KeyValue.newBuilder()
                    .setKey(attribute.path("key").asText())
                    .setValue(value(attribute.path("value")))
                    .build());
        }
        return attributes;
    }

    private static AnyValue value(JsonNode json) {
        AnyValue.Builder value = AnyValue.newBuilder();
        if (json.has("stringValue")) {
            value.setStringValue(json.path("stringValue").asText());
        } else if (json.has("intValue")) {
            value.setIntValue(json.path("intValue").asLong());
        } else if (json.has("doubleValue")) {
            value.setDoubleValue(json.path("doubleValue").asDouble());
        } else if (json.has("boolValue")) {
            value.setBoolValue(json.path("boolValue").asBoolean());
        } else if (json.has("arrayValue")) {
            json.path("arrayValue")
                    .path("values")
                    .forEach(element -> value.getArrayValueBuilder().addValues(value(element)));
        }
        return value.build();
    }
}
