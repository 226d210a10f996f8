package io.tachograph.api.question;

import io.tachograph.store.Rows;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows as comma-separated values (RFC 4180) with a header line. */
final class RowsAsCsv {
    private RowsAsCsv() {}

    static void write(Rows rows, Plan plan, OutputStream out) throws IOException {
        try (Writer csv = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            csv.write(Stream.concat(rows.columns().stream(), Stream.of("as_of", "resolution_seconds", "error_bound"))
                    .collect(Collectors.joining(",", "", "\r\n")));
            String facts = "," + rows.asOf() + "," + RowsAsJson.cell(rows.resolutionSeconds()) + ","
                    + RowsAsJson.cell(plan.errorBound()) + "\r\n";
            for (List<@Nullable Object> row : rows.rows()) {
                csv.write(row.stream().map(RowsAsCsv::field).collect(Collectors.joining(",")));
                csv.write(facts);
            }
        }
    }

    private static String field(@Nullable Object value) {
        String text = RowsAsJson.cell(value);
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
