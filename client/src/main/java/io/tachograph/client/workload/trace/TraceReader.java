package io.tachograph.client.workload.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.client.workload.rows.CsvRow;
import io.tachograph.client.workload.rows.CsvRows;
import io.tachograph.client.workload.rows.JsonRow;
import io.tachograph.client.workload.rows.JsonRows;
import io.tachograph.client.workload.rows.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Reads the rows of a trace, in all their forms. */
final class TraceReader {
    private static final long[] NO_BLOCKS = {};
    /** Later instants than this, in nanoseconds, would not fit. */
    private static final double LATEST = 9e18;

    private final String source;
    private final int blockTokens;
    private final TraceRows rows = new TraceRows();
    private TraceFormat format;

    TraceReader(String source, TraceFormat format, int blockTokens) {
        this.source = source;
        this.format = format;
        this.blockTokens = blockTokens;
    }

    TraceRows read(Path file) throws IOException {
        TextFile.read(source, file, text -> {
            int first = TextFile.firstVisible(text);
            if (first == '{' || first == '[') {
                JsonRows.read(source, text, this::json);
            } else {
                CsvRows.read(source, text, this::csv);
            }
        });
        if (rows.size() == 0) {
            throw new IllegalArgumentException(source + " holds no requests");
        }
        rows.sort();
        return rows;
    }

    TraceFormat format() {
        return format;
    }

    private void json(JsonRow row) {
        if (format == TraceFormat.AUTO) {
            format = row.json().has("at_ms") ? TraceFormat.OWN : TraceFormat.MOONCAKE;
        }
        switch (format) {
            case MOONCAKE -> mooncake(row);
            case OWN -> own(row);
            default -> throw row.place().wrong("a trace in the format " + format + " is CSV, but this is JSON");
        }
    }

    private void mooncake(JsonRow row) {
        int input = row.count("input_length", 0);
        JsonNode ids = row.json().path("hash_ids");
        long[] blocks = new long[ids.size()];
        for (int i = 0; i < blocks.length; i++) {
            if (!ids.path(i).isIntegralNumber()) {
                throw row.place().wrong("'hash_ids' must be whole numbers");
            }
            blocks[i] = ids.path(i).longValue();
        }
        int most = (input + blockTokens - 1) / blockTokens;
        if (blocks.length > most) {
            throw row.place()
                    .wrong(blocks.length + " hash_ids, but " + input + " tokens are " + most + " blocks of "
                            + blockTokens);
        }
        rows.add(
                nanos(row, "timestamp"), input, row.count("output_length", 0), blocks.length == 0 ? NO_BLOCKS : blocks);
    }

    private void own(JsonRow row) {
        if (row.has("prompt") && row.text("prompt").isBlank()) {
            throw row.place().wrong("the prompt is empty");
        }
        Object content = row.has("prompt") ? row.text("prompt") : NO_BLOCKS;
        int input = row.has("prompt") ? 0 : row.count("input_tokens", 0);
        int output = row.has("output_tokens") ? row.count("output_tokens", 0) : TraceRows.UNKNOWN;
        rows.add(nanos(row, "at_ms"), input, output, content);
    }

    private static long nanos(JsonRow row, String field) {
        double nanos = row.number(field) * TimeUnit.MILLISECONDS.toNanos(1);
        if (nanos > LATEST) {
            throw row.place().wrong("'" + field + "' is too late");
        }
        return Math.round(nanos);
    }

    private void csv(CsvRow row) {
        if (format == TraceFormat.AUTO) {
            format = row.has("ContextTokens") ? TraceFormat.AZURE : TraceFormat.BURSTGPT;
        }
        switch (format) {
            case AZURE ->
                rows.add(
                        DateTimes.nanos(row, "TIMESTAMP"),
                        row.count("ContextTokens", 0),
                        row.count("GeneratedTokens", 0),
                        NO_BLOCKS);
            case BURSTGPT -> {
                double nanos = row.number("Timestamp") * TimeUnit.SECONDS.toNanos(1);
                if (nanos > LATEST) {
                    throw row.place().wrong("'Timestamp' is too late");
                }
                rows.add(Math.round(nanos), row.count("Request tokens", 0), row.count("Response tokens", 0), NO_BLOCKS);
            }
            default -> throw row.place().wrong("a trace in the format " + format + " is JSON Lines, but this is CSV");
        }
    }
}
