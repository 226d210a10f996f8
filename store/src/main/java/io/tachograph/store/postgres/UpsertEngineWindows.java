package io.tachograph.store.postgres;

import io.tachograph.store.EngineHistogramRow;
import io.tachograph.store.EngineWindowRow;
import java.sql.Types;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes windows of engines with their own histograms. */
final class UpsertEngineWindows {
    private UpsertEngineWindows() {}

    static WindowUpsert<String, EngineWindowRow> statements() {
        return new WindowUpsert<>(
                        "engine_window_",
                        "target",
                        Types.VARCHAR,
                        EngineWindowRow::target,
                        "samples",
                        EngineWindowRow::stamp)
                .column("engine", Types.VARCHAR, EngineWindowRow::engine)
                .column("engine_version", Types.VARCHAR, EngineWindowRow::engineVersion)
                .column("covered_seconds", Types.DOUBLE, EngineWindowRow::coveredSeconds)
                .column("counted_seconds", Types.DOUBLE, EngineWindowRow::countedSeconds)
                .gauge("running", EngineWindowRow::running)
                .gauge("waiting", EngineWindowRow::waiting)
                .gauge("kv_cache_usage", EngineWindowRow::kvCacheUsage)
                .gauge("remaining_requests", EngineWindowRow::remainingRequests)
                .gauge("remaining_tokens", EngineWindowRow::remainingTokens)
                .column("prompt_tokens", Types.DOUBLE, EngineWindowRow::promptTokens)
                .column("cached_prompt_tokens", Types.DOUBLE, EngineWindowRow::cachedPromptTokens)
                .column("generation_tokens", Types.DOUBLE, EngineWindowRow::generationTokens)
                .column("requests_finished", Types.DOUBLE, EngineWindowRow::requestsFinished)
                .column("requests_aborted", Types.DOUBLE, EngineWindowRow::requestsAborted)
                .column("requests_failed", Types.DOUBLE, EngineWindowRow::requestsFailed)
                .column("preemptions", Types.DOUBLE, EngineWindowRow::preemptions)
                .column("cost_usd", Types.DOUBLE, EngineWindowRow::costUsd)
                .column("histograms", Types.OTHER, row -> histograms(row.histograms()));
    }

    private static @Nullable String histograms(List<EngineHistogramRow> histograms) {
        CompositeArray values = new CompositeArray();
        for (EngineHistogramRow histogram : histograms) {
            values.value(
                    histogram.metric(),
                    histogram.part(),
                    LongStream.of(histogram.counts()).sum(),
                    histogram.sum(),
                    array(DoubleStream.of(histogram.bounds()).mapToObj(String::valueOf)),
                    array(LongStream.of(histogram.counts()).mapToObj(String::valueOf)));
        }
        return values.orNull();
    }

    private static String array(Stream<String> items) {
        return items.collect(Collectors.joining(",", "{", "}"));
    }
}
