package io.tachograph.api.loadtest;

import io.tachograph.schemas.avro.LoadTest;
import io.tachograph.store.Rows;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * What {@code bench} makes of the text of a {@code result.json}. All refuse what is none by an
 * {@link IllegalArgumentException} of one sentence.
 *
 * @param report the page that shows it
 * @param record as it travels on Kafka, published at a time
 * @param comparison of some with others
 */
public record BenchFunctions(
        UnaryOperator<String> report, BiFunction<String, Instant, LoadTest> record, RunComparison comparison) {
    /** Holds runs against runs. */
    @FunctionalInterface
    public interface RunComparison {
        /**
         * A row for each quantity that both sides have.
         *
         * @param a texts of the runs before, at least one
         * @param b texts of the runs after, at least one
         * @param minimumEffect smallest relative difference that matters
         */
        Rows of(List<String> a, List<String> b, double minimumEffect);
    }
}
