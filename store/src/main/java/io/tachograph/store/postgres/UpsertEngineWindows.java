package io.tachograph.store.postgres;

import io.tachograph.store.EngineWindowRow;
import io.tachograph.store.Resolution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;

/** Writes windows of engines, and lets their histograms follow the rows that won. */
final class UpsertEngineWindows implements StoreWriter.Statements<EngineWindowRow> {
    private final WindowUpsert<EngineWindowRow> upsert = new WindowUpsert<>(
                    "engine_window_", "target", EngineWindowRow::target, EngineWindowRow::stamp)
            .column("engine", Types.VARCHAR, EngineWindowRow::engine)
            .column("engine_version", Types.VARCHAR, EngineWindowRow::engineVersion)
            .column("covered_seconds", Types.DOUBLE, EngineWindowRow::coveredSeconds)
            .column("counted_seconds", Types.DOUBLE, EngineWindowRow::countedSeconds)
            .gauge("running", EngineWindowRow::running)
            .gauge("waiting", EngineWindowRow::waiting)
            .gauge("kv_cache_usage", EngineWindowRow::kvCacheUsage)
            .column("prompt_tokens", Types.DOUBLE, EngineWindowRow::promptTokens)
            .column("cached_prompt_tokens", Types.DOUBLE, EngineWindowRow::cachedPromptTokens)
            .column("generation_tokens", Types.DOUBLE, EngineWindowRow::generationTokens)
            .column("requests_finished", Types.DOUBLE, EngineWindowRow::requestsFinished)
            .column("requests_aborted", Types.DOUBLE, EngineWindowRow::requestsAborted)
            .column("requests_failed", Types.DOUBLE, EngineWindowRow::requestsFailed)
            .column("preemptions", Types.DOUBLE, EngineWindowRow::preemptions);

    @Override
    public void execute(Connection transaction, Collection<EngineWindowRow> rows) throws SQLException {
        for (Map.Entry<Resolution, SortedMap<String, EngineWindowRow>> sized :
                upsert.newest(rows).entrySet()) {
            upsert.execute(transaction, sized.getKey(), sized.getValue().values());
            ReplaceEngineHistograms.execute(
                    transaction, sized.getKey(), sized.getValue().values());
        }
    }
}
