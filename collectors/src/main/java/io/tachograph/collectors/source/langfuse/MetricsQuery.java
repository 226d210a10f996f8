package io.tachograph.collectors.source.langfuse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.collectors.source.Days;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.LooseJson;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A question to {@code /api/public/v2/metrics}, by day. Rows beyond a limit are cut without a word, and what takes long is
 * given up: then it is asked for half of the days at a time.
 *
 * @param metrics aggregation and measure, such as {@code sum totalCost}
 * @param filter null for none
 */
record MetricsQuery(
        String view,
        List<String> dimensions,
        List<String> metrics,
        @Nullable Filter filter) {
    static final String PATH = "/api/public/v2/metrics";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ROWS = 1_000;

    /** That a column is equal to something. */
    record Filter(String column, Object value) {}

    /** One row, with the day that it is of. */
    record Row(LocalDate day, JsonNode json) {
        String text(String name) {
            return LooseJson.text(json.path(name));
        }

        @Nullable
        Long count(String name) {
            return LooseJson.count(json.path(name));
        }

        @Nullable
        Double number(String name) {
            return LooseJson.number(json.path(name));
        }

        /** Of milliseconds. */
        @Nullable
        Double seconds(String name) {
            Double millis = number(name);
            return millis == null ? null : Double.valueOf(millis / 1_000);
        }

        /** Scores may be below zero. */
        @Nullable
        Double signed(String name) {
            return LooseJson.signed(json.path(name));
        }
    }

    Page ask(Upstream server, Reading reading, Days days) throws SourceException {
        String query = URLEncoder.encode(json(days).toString(), StandardCharsets.UTF_8);
        return server.get(reading, PATH + "?query=" + query, "application/json");
    }

    void rows(Upstream server, Reading reading, Days days, Consumer<Row> rows) throws SourceException {
        rows(server, reading, days, ask(server, reading, days), rows);
    }

    /** @param page what {@link #ask} answered */
    void rows(Upstream server, Reading reading, Days days, Page page, Consumer<Row> rows) throws SourceException {
        boolean tooMuch = page.status() == 422;
        JsonNode data = tooMuch ? null : server.json(page).path("data");
        if (tooMuch || (data != null && data.size() >= MOST_ROWS)) {
            if (days.isOne()) {
                throw tooMuch
                        ? server.failed(page)
                        : new SourceException(
                                FailureKind.TOO_LARGE,
                                server.place() + " has more than " + MOST_ROWS + " rows of " + view + " a day");
            }
            for (Days half : days.halves()) {
                rows(server, reading, half, rows);
            }
            return;
        }
        if (data == null || !data.isArray()) {
            throw new SourceException(FailureKind.MALFORMED, server.place() + " answers metrics without data");
        }
        for (JsonNode row : data) {
            LocalDate day = day(row.path("time_dimension"));
            if (day != null) {
                rows.accept(new Row(day, row));
            }
        }
    }

    /** Null for a row of no day, which has nothing in it. */
    static @Nullable LocalDate day(JsonNode time) {
        String text = LooseJson.text(time);
        try {
            return text.length() < 10 ? null : LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private ObjectNode json(Days days) {
        ObjectNode query = JSON.createObjectNode().put("view", view);
        ArrayNode fields = query.putArray("dimensions");
        dimensions.forEach(name -> fields.addObject().put("field", name));
        ArrayNode wanted = query.putArray("metrics");
        for (String metric : metrics) {
            String[] parts = metric.split(" ", 2);
            wanted.addObject().put("measure", parts[1]).put("aggregation", parts[0]);
        }
        ArrayNode filters = query.putArray("filters");
        if (filter != null) {
            ObjectNode only = filters.addObject().put("column", filter.column()).put("operator", "=");
            if (filter.value() instanceof Boolean flag) {
                only.put("type", "boolean").put("value", flag);
            } else {
                only.put("type", "string").put("value", filter.value().toString());
            }
        }
        query.putObject("timeDimension").put("granularity", "day");
        query.put("fromTimestamp", days.fromText()).put("toTimestamp", days.toText());
        query.putObject("config").put("row_limit", MOST_ROWS);
        return query;
    }
}
