package io.tachograph.collectors.source.loki;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** The body of a push: JSON, compressed by gzip. */
final class PushBody {
    private static final JsonFactory JSON = new JsonFactory();

    private PushBody() {}

    /** Lines of one stream keep their order. */
    static byte[] of(List<LogLine> lines) {
        Map<Map<String, String>, List<LogLine>> streams = new LinkedHashMap<>();
        lines.forEach(line -> streams.computeIfAbsent(line.labels(), labels -> new ArrayList<>())
                .add(line));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(new GZIPOutputStream(bytes))) {
            json.writeStartObject();
            json.writeArrayFieldStart("streams");
            for (Map.Entry<Map<String, String>, List<LogLine>> stream : streams.entrySet()) {
                json.writeStartObject();
                json.writeObjectFieldStart("stream");
                for (Map.Entry<String, String> label : stream.getKey().entrySet()) {
                    json.writeStringField(label.getKey(), label.getValue());
                }
                json.writeEndObject();
                json.writeArrayFieldStart("values");
                for (LogLine line : stream.getValue()) {
                    json.writeArray(new String[] {Long.toString(line.atNanos()), line.text()}, 0, 2);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail so", e);
        }
        return bytes.toByteArray();
    }
}
