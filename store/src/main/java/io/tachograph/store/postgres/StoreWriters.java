package io.tachograph.store.postgres;

import io.tachograph.store.AlertRow;
import io.tachograph.store.ContainerWindowRow;
import io.tachograph.store.EngineWindowRow;
import io.tachograph.store.GpuAssignmentRow;
import io.tachograph.store.GpuWindowRow;
import io.tachograph.store.InventoryRow;
import io.tachograph.store.RankingRow;
import io.tachograph.store.RegressionRow;
import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;

/**
 * The writers of the tables, each over a connection of its own that it opens when it first writes. Holds nothing that has
 * to be closed. Thread-safe.
 */
public sealed class StoreWriters permits PostgresStore {
    final PostgresConfig config;

    public StoreWriters(PostgresConfig config) {
        this.config = config;
    }

    /** A {@linkplain #requestWindowWriter(Resolution) writer} of request windows of every length. */
    public final StoreWriter<RequestWindowRow> requestWindowWriter() {
        return requestWindowWriter(Resolution.TEN_SECONDS);
    }

    /**
     * A writer of request windows, for the caller to close. A row with an outcome or a latency that there is no column for is
     * refused.
     *
     * @param finest length of the shortest windows that it is given; readers then use no shorter ones
     */
    public final StoreWriter<RequestWindowRow> requestWindowWriter(Resolution finest) {
        return writer(new WriteRequestWindows(finest));
    }

    /**
     * A writer of rankings, for the caller to close. A ranking of the same metric, statistic, window, cell and window end
     * replaces the one that was there as a whole: no entry of the old one stays.
     */
    public final StoreWriter<RankingRow> rankingWriter() {
        return writer(ReplaceRankings::execute);
    }

    /**
     * A writer of alerts, for the caller to close: a row for each time an alert fires, replaced by what was evaluated no
     * earlier. An inactive alert gets no row. Whatever its state, it ends an earlier firing of the same key that is still
     * open: a stream that lost its state does not know of it, and one alert cannot fire twice at a time.
     */
    public final StoreWriter<AlertRow> alertWriter() {
        return writer(UpsertAlerts::execute);
    }

    /**
     * A writer of comparisons of engine versions, for the caller to close: one row for each pair of versions, cell, metric
     * and statistic, replaced by what was evaluated no earlier.
     */
    public final StoreWriter<RegressionRow> regressionWriter() {
        return writer(UpsertRegressions::execute);
    }

    /** A writer of windows of GPUs, for the caller to close. */
    public final StoreWriter<GpuWindowRow> gpuWindowWriter() {
        return writer(UpsertGpuWindows.statements());
    }

    /** A writer of windows of engines, for the caller to close. */
    public final StoreWriter<EngineWindowRow> engineWindowWriter() {
        return writer(UpsertEngineWindows.statements());
    }

    /** A writer of assignments of GPUs to targets, for the caller to close. */
    public final StoreWriter<GpuAssignmentRow> gpuAssignmentWriter() {
        return writer(UpsertGpuAssignments::execute);
    }

    /** A writer of windows of containers, for the caller to close. */
    public final StoreWriter<ContainerWindowRow> containerWindowWriter() {
        return writer(UpsertContainerWindows.statements());
    }

    /** A writer of what there is, what happened and what was used, for the caller to close. */
    public final StoreWriter<InventoryRow> inventoryWriter() {
        return writer(UpsertInventory::execute);
    }

    /** The log of re-computations, for the caller to close. */
    public final Recomputations recomputations() {
        return new Recomputations(new WriterConnection(config));
    }

    private <R> StoreWriter<R> writer(StoreWriter.Statements<R> statements) {
        return new StoreWriter<>(new WriterConnection(config), statements);
    }
}
