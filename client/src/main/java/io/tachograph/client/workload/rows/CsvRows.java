package io.tachograph.client.workload.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A CSV file as in RFC 4180, its first row the header; one row is held at a time, and empty lines do not count. */
public final class CsvRows {
    private static final CsvMapper CSV = CsvMapper.csvBuilder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private CsvRows() {}

    /**
     * @param source what errors call the text
     * @throws IllegalArgumentException in one sentence with its place, when a row does not fit the header or a quote is
     *     not closed; the header is row 1
     */
    public static void read(String source, BufferedReader text, RowHandler<CsvRow> handler) throws IOException {
        long number = 1;
        try (MappingIterator<String[]> rows = CSV.readerFor(String[].class).readValues(text)) {
            if (!rows.hasNextValue()) {
                return;
            }
            Map<String, Integer> columns = header(source, rows.nextValue());
            while (rows.hasNextValue()) {
                Place place = new Place(source, "row", ++number);
                String[] cells = rows.nextValue();
                if (cells.length != columns.size()) {
                    throw place.wrong(cells.length + " cells, but the header has " + columns.size());
                }
                handler.row(new CsvRow(place, columns, cells));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    source + ", line " + e.getLocation().getLineNr() + ": not valid CSV: " + JsonFault.of(e), e);
        }
    }

    private static Map<String, Integer> header(String source, String[] names) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (String name : names) {
            if (columns.put(CsvRow.key(name), columns.size()) != null) {
                throw new IllegalArgumentException(source + ": the header names '" + name.strip() + "' twice");
            }
        }
        return columns;
    }
}
