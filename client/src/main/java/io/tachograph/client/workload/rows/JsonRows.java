package io.tachograph.client.workload.rows;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;

/** A JSON list or JSON Lines, of which one element is held at a time. */
public final class JsonRows {
    /** Python writes numbers that are none as NaN, in fields that nobody here asks for. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final ObjectReader LINE = JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonRows() {}

    /**
     * A list when the first character is a bracket, lines otherwise; empty lines do not count.
     *
     * @param source what errors call the text
     * @throws IllegalArgumentException in one sentence with its place, when the text is not valid JSON
     */
    public static void read(String source, BufferedReader text, RowHandler<JsonRow> handler) throws IOException {
        if (TextFile.firstVisible(text) == '[') {
            list(source, text, handler);
        } else {
            lines(source, text, handler);
        }
    }

    private static void list(String source, BufferedReader text, RowHandler<JsonRow> handler) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            long number = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                Place place = new Place(source, "element", ++number);
                handler.row(new JsonRow(place, JSON.readTree(parser)));
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(source + ": not valid JSON: something follows the list");
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new IllegalArgumentException(
                    source + ": not valid JSON (line " + at.getLineNr() + ", column " + at.getColumnNr() + "): "
                            + JsonFault.of(e),
                    e);
        }
    }

    private static void lines(String source, BufferedReader text, RowHandler<JsonRow> handler) throws IOException {
        long number = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            Place place = new Place(source, "line", number);
            try {
                handler.row(new JsonRow(place, LINE.readTree(line)));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                        place + ": not valid JSON (column " + e.getLocation().getColumnNr() + "): " + JsonFault.of(e)
                                + (number == 1 ? "; outside a list in brackets, each line is one value" : ""),
                        e);
            }
        }
    }
}
