package io.tachograph.client.workload.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.client.workload.rows.CsvRow;
import io.tachograph.client.workload.rows.CsvRows;
import io.tachograph.client.workload.rows.JsonRow;
import io.tachograph.client.workload.rows.JsonRows;
import io.tachograph.client.workload.rows.Place;
import io.tachograph.client.workload.rows.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a trace, in all their forms. */
final class TraceReader {
    private static final long[] NO_BLOCKS = {};
    /** Later instants than this, in nanoseconds, would not fit. */
    private static final double LATEST = 9e18;

    private final String source;
    private final @Nullable TraceUnit givenUnit;
    private final Blocks blocks;
    private final TraceRows rows = new TraceRows();
    private TraceFormat format;
    /** Whether a time is between two whole ones, as hardly anybody writes milliseconds. */
    private boolean fractions;

    private double latest;
    /** The first date of a trace of dates, which the others are counted from. */
    private @Nullable Long firstDate;

    TraceReader(String source, TraceReading reading) {
        this.source = source;
        this.format = reading.format();
        this.givenUnit = reading.unit();
        this.blocks = new Blocks(reading.blockTokens());
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
        if (latest * unit().nanos() > LATEST) {
            throw new IllegalArgumentException(
                    source + ": its times are too late for times in " + unit() + "; --trace-unit sets their unit");
        }
        rows.end(unit().nanos());
        return rows;
    }

    int blockTokens() {
        return blocks.tokens();
    }

    /** What was assumed, found or given, in words; empty for nothing. */
    String describe() {
        StringJoiner said = new StringJoiner("; ");
        if (givenUnit != null) {
            said.add("times in " + givenUnit + " (given)");
        } else if (format == TraceFormat.MOONCAKE) {
            said.add("times in " + unit() + " (assumed" + (fractions ? ", as some have a fraction" : "")
                    + "; --trace-unit sets it)");
        }
        if (!blocks.describe().isEmpty()) {
            said.add(blocks.describe());
        }
        return said.toString();
    }

    private TraceUnit unit() {
        if (givenUnit != null) {
            return givenUnit;
        }
        return switch (format) {
            case MOONCAKE -> fractions ? TraceUnit.S : TraceUnit.MS;
            case OWN, AUTO -> TraceUnit.MS;
            case BURSTGPT -> TraceUnit.S;
            case AZURE -> TraceUnit.NS;
        };
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
        long[] hashIds = new long[ids.size()];
        for (int i = 0; i < hashIds.length; i++) {
            if (!ids.path(i).isIntegralNumber()) {
                throw row.place().wrong("'hash_ids' must be whole numbers");
            }
            hashIds[i] = ids.path(i).longValue();
        }
        blocks.see(row, input, hashIds.length);
        double time = row.number("timestamp");
        // 27482.0 is how a data frame writes a whole number.
        fractions |= time != Math.rint(time);
        rows.add(
                notTooLate(row.place(), "timestamp", time),
                input,
                row.count("output_length", 0),
                hashIds.length == 0 ? NO_BLOCKS : hashIds);
    }

    private void own(JsonRow row) {
        if (row.has("prompt") && row.text("prompt").isBlank()) {
            throw row.place().wrong("the prompt is empty");
        }
        Object content = row.has("prompt") ? row.text("prompt") : NO_BLOCKS;
        int input = row.has("prompt") ? 0 : row.count("input_tokens", 0);
        int output = row.has("output_tokens") ? row.count("output_tokens", 0) : TraceRows.UNKNOWN;
        rows.add(notTooLate(row.place(), "at_ms", row.number("at_ms")), input, output, content);
    }

    private double notTooLate(Place place, String field, double time) {
        if (time * unit().nanos() > LATEST) {
            throw place.wrong("'" + field + "' is too late for times in " + unit() + "; --trace-unit sets their unit");
        }
        latest = Math.max(latest, time);
        return time;
    }

    private double date(CsvRow row) {
        if (givenUnit != null) {
            throw row.place().wrong("the times are dates, which have no unit");
        }
        long nanos = DateTimes.nanos(row, "TIMESTAMP");
        firstDate = firstDate == null ? (Long) nanos : firstDate;
        return nanos - firstDate;
    }

    private void csv(CsvRow row) {
        if (format == TraceFormat.AUTO) {
            format = row.has("ContextTokens") ? TraceFormat.AZURE : TraceFormat.BURSTGPT;
        }
        switch (format) {
            case AZURE ->
                rows.add(date(row), row.count("ContextTokens", 0), row.count("GeneratedTokens", 0), NO_BLOCKS);
            case BURSTGPT ->
                rows.add(
                        notTooLate(row.place(), "Timestamp", row.number("Timestamp")),
                        row.count("Request tokens", 0),
                        row.count("Response tokens", 0),
                        NO_BLOCKS);
            default -> throw row.place().wrong("a trace in the format " + format + " is JSON Lines, but this is CSV");
        }
    }
}
