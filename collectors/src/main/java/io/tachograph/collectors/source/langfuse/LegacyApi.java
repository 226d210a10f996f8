package io.tachograph.collectors.source.langfuse;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.Days;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.Troubles;
import io.tachograph.collectors.source.UsageTeller;
import io.tachograph.collectors.source.http.LooseJson;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Servers of version 2 and 3: sums by day are made there, quantiles and scores here. No prompt or answer is asked for. */
final class LegacyApi {
    private static final int MOST_PAGES = 500;

    private record TraceKey(LocalDate day, String name) implements Comparable<TraceKey> {
        @Override
        public int compareTo(TraceKey other) {
            int byDay = day.compareTo(other.day);
            return byDay == 0 ? name.compareTo(other.name) : byDay;
        }
    }

    /** Traces of one name and day. */
    private static final class Traces {
        private final List<Double> seconds = new ArrayList<>();
        private long count;

        void take(@Nullable Double latency) {
            count++;
            if (latency != null) {
                seconds.add(latency);
            }
        }

        /** The value of rank ⌈q·n⌉, as everywhere here. */
        @Nullable
        Double quantile(double q) {
            Collections.sort(seconds);
            return seconds.isEmpty() ? null : seconds.get((int) Math.max(0, Math.ceil(q * seconds.size()) - 1));
        }
    }

    private final PagedApi pages;
    private final Days days;
    private final UsageTeller teller;
    private final Consumer<SpecificRecord> records;

    LegacyApi(Upstream server, Reading reading, Days days, UsageTeller teller, Consumer<SpecificRecord> records) {
        pages = new PagedApi(server, reading, MOST_PAGES);
        this.days = days;
        this.teller = teller;
        this.records = records;
    }

    void calls() throws SourceException {
        days.read(this::calls);
    }

    private void calls(Days part) throws SourceException {
        List<SpecificRecord> all = new ArrayList<>();
        pages.byNumber(path(part, "/api/public/metrics/daily"), "date", day -> {
            LocalDate date = MetricsQuery.day(day.path("date"));
            if (date != null) {
                day.path("usage").forEach(usage -> addUsage(all, date, usage));
            }
        });
        all.forEach(records);
    }

    private void addUsage(List<SpecificRecord> all, LocalDate date, JsonNode usage) {
        String model = LooseJson.text(usage.path("model"));
        Long total = LooseJson.count(usage.path("totalUsage"));
        if (model.isEmpty() && (total == null || total == 0)) {
            return; // Steps of the application that called no model.
        }
        all.add(teller.usage("model", date)
                .setModel(model)
                .setCount(LooseJson.count(usage.path("countObservations")))
                .setInputTokens(LooseJson.count(usage.path("inputUsage")))
                .setOutputTokens(LooseJson.count(usage.path("outputUsage")))
                .setTotalTokens(total)
                .setCostUsd(LooseJson.number(usage.path("totalCost")))
                .build());
    }

    void rest(Troubles troubles) {
        troubles.survive(() -> days.read(this::traces));
        troubles.survive(() -> days.read(this::scores));
    }

    private void traces(Days part) throws SourceException {
        Map<TraceKey, Traces> traces = new TreeMap<>();
        Map<LocalDate, Set<String>> sessions = new TreeMap<>();
        pages.byNumber(path(part, "/api/public/traces") + "&fields=core,metrics", "id", trace -> {
            LocalDate day = MetricsQuery.day(trace.path("timestamp"));
            if (day != null) {
                traces.computeIfAbsent(new TraceKey(day, LooseJson.text(trace.path("name"))), key -> new Traces())
                        .take(LooseJson.number(trace.path("latency")));
                ModernApi.countSession(sessions, trace, trace.path("timestamp"));
            }
        });
        traces.forEach((key, all) -> records.accept(teller.usage("trace", key.day())
                .setName(key.name())
                .setCount(all.count)
                .setLatencyP50Seconds(all.quantile(0.5))
                .setLatencyP95Seconds(all.quantile(0.95))
                .setLatencyP99Seconds(all.quantile(0.99))
                .build()));
        ModernApi.tellSessions(sessions, teller, records);
    }

    private void scores(Days part) throws SourceException {
        ScoreTotals totals = new ScoreTotals();
        pages.byNumber(path(part, "/api/public/v2/scores"), "id", totals::take);
        totals.tell(teller, records);
    }

    private static String path(Days part, String path) {
        return path + "?fromTimestamp=" + part.fromText() + "&toTimestamp=" + part.toText();
    }
}
