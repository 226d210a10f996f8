package io.tachograph.collectors.source.langfuse;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.UsageTeller;
import io.tachograph.collectors.source.http.LooseJson;
import java.time.LocalDate;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Single scores, added up by day, name and type. One without a value counts, and is in no mean. Not thread-safe. */
final class ScoreTotals {
    private record Key(LocalDate day, String name, String type, String category) {}

    private static final class Total {
        private long count;
        private final DoubleSummaryStatistics values = new DoubleSummaryStatistics();
    }

    private final Map<Key, Total> totals = new LinkedHashMap<>();

    void take(JsonNode score) {
        LocalDate day = MetricsQuery.day(score.path("timestamp"));
        String name = LooseJson.text(score.path("name"));
        if (day == null || name.isEmpty()) {
            return;
        }
        String told = LooseJson.text(score.path("dataType")).toLowerCase(Locale.ROOT);
        String type = told.isEmpty() ? "numeric" : told;
        boolean counted = type.equals("numeric") || type.equals("boolean");
        String category = counted ? "" : LooseJson.text(score.path("stringValue"));
        Total total = totals.computeIfAbsent(new Key(day, name, type, category), key -> new Total());
        total.count++;
        JsonNode value = score.path("value");
        if (counted && value.isNumber() && Double.isFinite(value.doubleValue())) {
            total.values.accept(value.doubleValue());
        } else if (counted && value.isBoolean()) {
            total.values.accept(value.booleanValue() ? 1 : 0);
        }
    }

    void tell(UsageTeller teller, Consumer<SpecificRecord> records) {
        totals.forEach((key, total) -> {
            boolean known = total.values.getCount() > 0;
            records.accept(teller.scores(key.day())
                    .setName(key.name())
                    .setType(key.type())
                    .setCategory(key.category())
                    .setCount(total.count)
                    .setMean(known ? total.values.getAverage() : null)
                    .setMinimum(known ? total.values.getMin() : null)
                    .setMaximum(known ? total.values.getMax() : null)
                    .build());
        });
    }
}
