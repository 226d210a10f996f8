package io.tachograph.api.question;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.tachograph.api.answer.Json;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.Rows;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as one JSON object with what they are of, or as lines. */
final class RowsAsJson {
    private static final JsonFactory JSON = new JsonFactory();

    private RowsAsJson() {}

    static void writeAnswer(Rows rows, Plan plan, @Nullable String next, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            @Nullable RequestedRange range = plan.range();
            json.writeStartObject();
            write(json, "as_of", rows.asOf());
            write(json, "from", range == null ? null : range.from());
            write(json, "to", range == null ? null : range.to());
            write(
                    json,
                    "step_seconds",
                    plan.step() == null ? null : (Object) plan.step().toSeconds());
            write(json, "resolution_seconds", rows.resolutionSeconds());
            write(json, "complete", Completeness.of(rows));
            write(json, "error_bound", plan.errorBound());
            write(json, "next", next);
            json.writeArrayFieldStart("rows");
            for (List<@Nullable Object> row : rows.rows()) {
                json.writeStartObject();
                writeRow(json, rows, row);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    static void writeLines(Rows rows, Plan plan, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            for (List<@Nullable Object> row : rows.rows()) {
                json.writeStartObject();
                writeRow(json, rows, row);
                write(json, "as_of", rows.asOf());
                write(json, "resolution_seconds", rows.resolutionSeconds());
                write(json, "error_bound", plan.errorBound());
                json.writeEndObject();
            }
            if (!rows.rows().isEmpty()) {
                json.writeRaw('\n');
            }
        }
    }

    private static void writeRow(JsonGenerator json, Rows rows, List<@Nullable Object> row) throws IOException {
        for (int i = 0; i < row.size(); i++) {
            write(json, rows.columns().get(i), row.get(i));
        }
    }

    private static void write(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        write(json, value);
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Number number) {
            if (number instanceof Double fraction) {
                json.writeNumber(fraction);
            } else {
                json.writeNumber(number.longValue());
            }
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Rows.JsonText text) {
            json.writeRawValue(text.json());
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else {
            json.writeString(value.toString());
        }
    }

    /** A value as it stands in a cell of a table: lists as JSON. */
    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Rows.JsonText text) {
            return text.json();
        }
        return value instanceof List<?> list ? Json.text(list) : value.toString();
    }
}
