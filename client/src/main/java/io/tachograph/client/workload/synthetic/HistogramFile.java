package io.tachograph.client.workload.synthetic;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.client.workload.rows.CsvRows;
import io.tachograph.client.workload.rows.JsonRow;
import io.tachograph.client.workload.rows.JsonRows;
import io.tachograph.client.workload.rows.Place;
import io.tachograph.client.workload.rows.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads lengths and their weights. */
final class HistogramFile {
    private final List<Integer> lengths = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private double sum;

    private HistogramFile() {}

    static LengthLaw load(Path file) throws IOException {
        String source = "length file " + file;
        HistogramFile read = new HistogramFile();
        TextFile.read(source, file, text -> {
            int first = TextFile.firstVisible(text);
            if (first == '[' || first == '{') {
                JsonRows.read(source, text, read::add);
            } else {
                CsvRows.read(
                        source,
                        text,
                        row -> read.add(
                                row.place(), row.count("length", 1), row.has("weight") ? row.number("weight") : 1));
            }
        });
        if (read.lengths.isEmpty() || Double.isInfinite(read.sum)) {
            throw new IllegalArgumentException(source
                    + (read.lengths.isEmpty() ? " holds no lengths of a weight above zero" : " has infinite weights"));
        }
        return new HistogramLength(
                String.valueOf(file),
                read.lengths.stream().mapToInt(Integer::intValue).toArray(),
                read.weights.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private void add(JsonRow row) {
        JsonNode json = row.json();
        if (json.isObject()) {
            add(row.place(), row.count("length", 1), row.has("weight") ? row.number("weight") : 1);
            return;
        }
        JsonNode length = json.isArray() ? json.path(0) : json;
        JsonNode weight = json.path(1);
        boolean whole = length.isIntegralNumber() && length.canConvertToInt();
        if (!whole || json.size() > 2 || (json.size() == 2 && !weight.isNumber())) {
            throw row.place().wrong("expected a length, [length, weight], or an object with length and weight");
        }
        add(row.place(), length.intValue(), weight.isMissingNode() ? 1 : weight.doubleValue());
    }

    private void add(Place place, int length, double weight) {
        if (length < 1 || length > LengthLaw.MOST) {
            throw place.wrong("length " + length + " must be from 1 to " + LengthLaw.MOST);
        }
        if (!(weight >= 0)) {
            throw place.wrong("weight " + weight + " must not be negative");
        }
        if (weight > 0) {
            lengths.add(length);
            weights.add(weight);
            sum += weight;
        }
    }
}
