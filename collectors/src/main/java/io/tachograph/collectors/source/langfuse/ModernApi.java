package io.tachograph.collectors.source.langfuse;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.Days;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.Troubles;
import io.tachograph.collectors.source.UsageTeller;
import io.tachograph.collectors.source.http.LooseJson;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import io.tachograph.collectors.source.langfuse.MetricsQuery.Filter;
import io.tachograph.collectors.source.langfuse.MetricsQuery.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Langfuse Cloud, and servers of version 4: sums and quantiles are made there. No prompt or answer is asked for. */
final class ModernApi {
    static final MetricsQuery CALLS = new MetricsQuery(
            "observations",
            List.of("providedModelName"),
            List.of(
                    "count count",
                    "sum inputTokens",
                    "sum outputTokens",
                    "sum totalTokens",
                    "sum totalCost",
                    "p50 latency",
                    "p95 latency",
                    "p99 latency",
                    "p95 timeToFirstToken"),
            new Filter("type", "GENERATION"));

    private static final MetricsQuery TRACES = new MetricsQuery(
            "observations",
            List.of("traceName"),
            List.of("count count", "p50 latency", "p95 latency", "p99 latency"),
            new Filter("isRootObservation", true));

    private static final List<String> OF_A_SCORE = List.of("name", "observationModelName");
    private static final List<String> VALUES = List.of("count count", "avg value", "min value", "max value");
    private static final MetricsQuery NUMBERS =
            new MetricsQuery("scores-numeric", List.of("name", "observationModelName", "dataType"), VALUES, null);
    private static final MetricsQuery FLAGS = new MetricsQuery("scores-boolean", OF_A_SCORE, VALUES, null);
    private static final MetricsQuery CATEGORIES = new MetricsQuery(
            "scores-categorical", List.of("name", "observationModelName", "stringValue"), List.of("count count"), null);

    private static final int MOST_PAGES = 100;

    private final Upstream server;
    private final Reading reading;
    private final Days days;
    private final UsageTeller teller;
    private final Consumer<SpecificRecord> records;

    ModernApi(Upstream server, Reading reading, Days days, UsageTeller teller, Consumer<SpecificRecord> records) {
        this.server = server;
        this.reading = reading;
        this.days = days;
        this.teller = teller;
        this.records = records;
    }

    /** @param page what the first question, {@link #CALLS}, was answered with */
    void calls(Page page) throws SourceException {
        List<SpecificRecord> all = new ArrayList<>();
        CALLS.rows(
                server,
                reading,
                days,
                page,
                row -> all.add(teller.usage("model", row.day())
                        .setModel(row.text("providedModelName"))
                        .setCount(row.count("count_count"))
                        .setInputTokens(row.count("sum_inputTokens"))
                        .setOutputTokens(row.count("sum_outputTokens"))
                        .setTotalTokens(row.count("sum_totalTokens"))
                        .setCostUsd(row.number("sum_totalCost"))
                        .setLatencyP50Seconds(row.seconds("p50_latency"))
                        .setLatencyP95Seconds(row.seconds("p95_latency"))
                        .setLatencyP99Seconds(row.seconds("p99_latency"))
                        .setTtftP95Seconds(row.seconds("p95_timeToFirstToken"))
                        .build()));
        all.forEach(records);
    }

    void rest(Troubles troubles, boolean sessions) {
        troubles.survive(this::traces);
        troubles.survive(() -> scores(NUMBERS, row -> {
            String type = row.text("dataType").toLowerCase(Locale.ROOT);
            return type.isEmpty() ? "numeric" : type;
        }));
        troubles.survive(() -> scores(FLAGS, row -> "boolean"));
        troubles.survive(() -> scores(CATEGORIES, row -> "categorical"));
        if (sessions) {
            troubles.survive(() -> days.read(this::sessions));
        }
    }

    private void traces() throws SourceException {
        List<SpecificRecord> all = new ArrayList<>();
        TRACES.rows(
                server,
                reading,
                days,
                row -> all.add(teller.usage("trace", row.day())
                        .setName(row.text("traceName"))
                        .setCount(row.count("count_count"))
                        .setLatencyP50Seconds(row.seconds("p50_latency"))
                        .setLatencyP95Seconds(row.seconds("p95_latency"))
                        .setLatencyP99Seconds(row.seconds("p99_latency"))
                        .build()));
        all.forEach(records);
    }

    /** @param type of a row's scores */
    private void scores(MetricsQuery query, Function<Row, String> type) throws SourceException {
        Page page = query.ask(server, reading, days);
        if (page.status() == 400) {
            return; // A version that does not know this kind of scores.
        }
        List<SpecificRecord> all = new ArrayList<>();
        query.rows(server, reading, days, page, row -> {
            Long count = row.count("count_count");
            String name = row.text("name");
            if (count != null && count > 0 && !name.isEmpty()) {
                all.add(teller.scores(row.day())
                        .setName(name)
                        .setType(type.apply(row))
                        .setCategory(row.text("stringValue"))
                        .setModel(row.text("observationModelName"))
                        .setCount(count)
                        .setMean(row.signed("avg_value"))
                        .setMinimum(row.signed("min_value"))
                        .setMaximum(row.signed("max_value"))
                        .build());
            }
        });
        all.forEach(records);
    }

    private void sessions(Days part) throws SourceException {
        Map<LocalDate, Set<String>> ids = new TreeMap<>();
        new PagedApi(server, reading, MOST_PAGES)
                .byCursor(
                        "/api/public/v2/observations?fields=core,trace_context&fromStartTime=" + part.fromText()
                                + "&toStartTime=" + part.toText(),
                        "id",
                        call -> countSession(ids, call, call.path("startTime")));
        tellSessions(ids, teller, records);
    }

    static void countSession(Map<LocalDate, Set<String>> ids, JsonNode item, JsonNode time) {
        LocalDate day = MetricsQuery.day(time);
        String session = LooseJson.text(item.path("sessionId"));
        if (day != null && !session.isEmpty()) {
            ids.computeIfAbsent(day, d -> new HashSet<>()).add(session);
        }
    }

    static void tellSessions(Map<LocalDate, Set<String>> ids, UsageTeller teller, Consumer<SpecificRecord> records) {
        ids.forEach((day, sessions) -> records.accept(
                teller.usage("session", day).setCount((long) sessions.size()).build()));
    }
}
