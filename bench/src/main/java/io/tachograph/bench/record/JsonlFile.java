package io.tachograph.bench.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tachograph.client.endpoint.Details;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code requests.jsonl}: one object a line, values that are not there left out. */
final class JsonlFile implements RequestSink {
    private final LineFile file;
    private final JsonGenerator json;

    JsonlFile(Path path) throws IOException {
        file = new LineFile(path);
        json = new JsonFactory().setRootValueSeparator(null).createGenerator(file.lines);
    }

    @Override
    public void write(RequestView request) throws IOException {
        json.writeStartObject();
        for (RequestColumn column : RequestColumn.ALL) {
            Object value = column.value().apply(request);
            if (value != null) {
                json.writeFieldName(column.name());
                write(column.kind(), value);
            }
        }
        details(request.details);
        json.writeEndObject();
        json.flush();
        file.lineEnds();
    }

    private void write(RequestColumn.Kind kind, Object value) throws IOException {
        switch (kind) {
            case TEXT -> json.writeString((String) value);
            case NUMBER -> json.writeNumber((Long) value);
            case SECONDS -> json.writeNumber(SecondsText.of((Long) value));
            case FLAG -> json.writeBoolean((Boolean) value);
        }
    }

    private void details(Details details) throws IOException {
        if (details.chunkNanos().length > 0) {
            json.writeArrayFieldStart("chunk_seconds");
            for (long nanos : details.chunkNanos()) {
                json.writeNumber(SecondsText.of(nanos));
            }
            json.writeEndArray();
        }
        if (!details.server().isEmpty()) {
            json.writeObjectFieldStart("server");
            for (Map.Entry<String, Double> said : details.server().entrySet()) {
                json.writeNumberField(said.getKey(), said.getValue());
            }
            json.writeEndObject();
        }
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
