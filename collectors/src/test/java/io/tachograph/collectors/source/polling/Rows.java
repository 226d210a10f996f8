package io.tachograph.collectors.source.polling;

import io.tachograph.schemas.avro.InventoryJob;
import io.tachograph.schemas.avro.ScoreSummary;
import io.tachograph.schemas.avro.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** The tables that records end in: a row is replaced by one of its key that was asserted at the same time or later. Thread-safe. */
final class Rows implements Consumer<SpecificRecord> {
    private final Map<List<Object>, Usage> usage = new HashMap<>();
    private final Map<List<Object>, ScoreSummary> scores = new HashMap<>();
    private final List<InventoryJob> jobs = new ArrayList<>();
    private final List<SpecificRecord> rest = new ArrayList<>();

    @Override
    public synchronized void accept(SpecificRecord record) {
        if (record instanceof Usage row) {
            usage.merge(
                    List.of(
                            row.getSource(),
                            row.getScope(),
                            row.getName(),
                            row.getModel(),
                            row.getTenant(),
                            row.getFromMicros(),
                            row.getToMicros()),
                    row,
                    (old, anew) -> anew.getAssertedAtMicros() >= old.getAssertedAtMicros() ? anew : old);
        } else if (record instanceof ScoreSummary row) {
            scores.merge(
                    List.of(
                            row.getSource(),
                            row.getName(),
                            row.getType(),
                            row.getCategory(),
                            row.getModel(),
                            row.getFromMicros()),
                    row,
                    (old, anew) -> anew.getAssertedAtMicros() >= old.getAssertedAtMicros() ? anew : old);
        } else if (record instanceof InventoryJob job) {
            jobs.add(job);
        } else {
            rest.add(record);
        }
    }

    synchronized List<Usage> usage(Predicate<Usage> which) {
        return usage.values().stream().filter(which).toList();
    }

    synchronized List<ScoreSummary> scores(Predicate<ScoreSummary> which) {
        return scores.values().stream().filter(which).toList();
    }

    synchronized List<InventoryJob> jobs() {
        return List.copyOf(jobs);
    }

    synchronized <T> List<T> rest(Class<T> type) {
        return rest.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
